import type { DataMap, FieldMap, StoreMap } from './data-map';
import { isCategoryWithin } from './never-shown';
import { treatedKinds } from './treated-kinds';

/**
 * How many data points a person must name; a lower number may not be asked for (11 CCR 7062(c): "at least
 * three pieces of personal information").
 */
export const POINTS_NEEDED = 3;

/**
 * What can be read in the mailbox too (names, addresses, telephone, orders and messages, numbers of orders
 * and accounts), what is easily guessed, and what people should not type into a form. None of it proves more
 * than the mailed code has.
 */
const NEVER_ASKED = [
  'user.name',
  'user.contact',
  'user.account.username',
  'user.unique_id',
  'user.behavior',
  'user.content',
  'user.location',
  'user.social',
  'user.demographic.gender',
  'user.demographic.language',
  'user.privacy_preferences',
  'user.authorization',
  'system.authentication',
  'user.government_id',
  'user.financial.bank_account',
  'user.financial.credit_card',
  'user.biometric',
  'user.health_and_medical',
  'user.criminal_history',
];

/** A kind of data point, over all fields with the same title. */
export interface PointKind {
  /** Its name in a form: `point-1`, ... in the order of the map. */
  readonly id: string;
  /** In words for people: "Date of birth". */
  readonly title: string;
  readonly places: readonly PointPlace[];
}

export interface PointPlace {
  readonly storeId: string;
  readonly collection: string;
  readonly field: string;
}

/**
 * Whether a field that the map marks may count as a data point: none of its categories, or of those it is
 * declared to be like, is barred, or so wide that it may be. An unknown category does not count against it.
 */
export function countsAsPoint(field: FieldMap): boolean {
  const isBarred = field.secret || field.sensitive || field.thirdParty || field.identity === 'email';
  const all = treatedKinds(field);
  return field.dataPoint && !isBarred && !field.unclear && all.length > 0 && !all.some(mayBeBarred);
}

/** `user.contact` may be the address, and `user` anything. */
function mayBeBarred(category: string): boolean {
  return NEVER_ASKED.some(
    (barred) => isCategoryWithin(category, barred) || isCategoryWithin(barred, category),
  );
}

/**
 * The kinds of data points that this map offers. Everybody is asked for all of them, so that the form does
 * not show which are held about this person. Rows that several people may share prove nothing about one of
 * them.
 */
export function pointKinds(map: Pick<DataMap, 'stores'>): PointKind[] {
  const kinds = new Map<string, { title: string; places: PointPlace[] }>();
  for (const store of map.stores.filter(({ kind }) => kind !== 'manual')) {
    for (const { title, place } of pointsOf(store)) {
      const known = kinds.get(title.toLowerCase()) ?? { title, places: [] };
      known.places.push(place);
      kinds.set(title.toLowerCase(), known);
    }
  }
  return [...kinds.values()].map((kind, at) => ({ id: `point-${at + 1}`, ...kind }));
}

function pointsOf({ storeId, collections }: StoreMap): { title: string; place: PointPlace }[] {
  return collections
    .filter(({ owner }) => owner === 'subject')
    .flatMap((collection) =>
      collection.fields
        .filter(countsAsPoint)
        .map(({ name, title }) => ({ title, place: { storeId, collection: collection.name, field: name } })),
    );
}

/** Whether the map has enough kinds for a proof by data points; with fewer, it is left to staff. */
export function canAskForPoints(map: Pick<DataMap, 'stores'>): boolean {
  return pointKinds(map).length >= POINTS_NEEDED;
}

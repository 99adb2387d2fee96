import { withShippedMap } from '../../../functions/config/first-map/shipped-map';
import { fitVendors } from '../../../functions/config/vendor/fit-vendors';
import { createHttpConnector } from '../../../functions/connectors/http/http-connector';
import { httpSurveyor } from '../../../functions/connectors/http/survey-http';
import type { Vendor } from '../../../functions/connectors/http/vendor';
import type { StoreSurvey } from '../../../functions/connectors/survey';
import type { CollectionMap } from '../../../functions/domain/data-map';
import type { StoreProblem } from '../../../functions/domain/store-examination';
import { draftReadBack } from '../../first-map/read-back';
import { aStopwatch, startStandIn, type Vendorlike } from '../vendor-stand-in';
import type { ShippedVendor } from './shipped-vendor';

export interface DraftedVendor {
  readonly text: string;
  readonly collections: readonly CollectionMap[];
  /** The problems of the map, each with the marks and open decisions that it has. */
  readonly gaps: readonly string[];
  /** What the vendor's connector would stumble over. */
  readonly problems: readonly StoreProblem[];
  readonly notLookedAt: readonly string[];
  /** Method, path, query and body of each call. */
  readonly asked: readonly string[];
}

/**
 * The first map of a vendor's stand-in, as the command writes it, read as `map check` reads it.
 *
 * @param shippedAs under which name it ships; absent: its file is the user's own
 */
export async function draftedVendor(
  vendor: Vendor,
  secrets: Readonly<Record<string, string>>,
  answer: Vendorlike,
  shippedAs?: string,
): Promise<DraftedVendor> {
  const standIn = await startStandIn(answer);
  const access = { vendor, secrets, transport: standIn.transport, stopwatch: aStopwatch() };
  try {
    const survey = withShippedMap(await httpSurveyor(access).survey({ rows: 50 }), shippedAs);
    const asked = standIn.calls.map((call) => `${call.method} ${call.path}?${call.query} ${call.body}`);
    const { text, map, store } = fitted(survey, vendor);
    const { problems } = await createHttpConnector({ ...access, store }).examine();
    return {
      ...{ text, asked, problems, notLookedAt: survey.notLookedAt, collections: store.collections },
      gaps: map.gaps.map(({ problem }) => problem.replace(/^holds (a guess|\d+ guesses)/, 'holds guesses')),
    };
  } finally {
    await standIn.stop();
  }
}

function fitted(survey: StoreSurvey, vendor: Vendor) {
  const read = draftReadBack(survey, 'http');
  const settings = { id: 'shop', title: 'Shop', kind: 'http', datasets: [], connection: {} };
  const map = fitVendors(read.map, [{ ...settings, backupsKept: 'P0D', vendor }]);
  const [store] = map.stores;
  if (store === undefined) throw new Error('the map has no store');
  return { text: read.text, map, store };
}

/** What a map says of its collections, but for what only a shop decides. */
export function outlineOf(collections: readonly CollectionMap[]) {
  return collections.map(({ name, title, primaryKey, ownRecord, reachedBy, fields }) => ({
    ...{ name, title, primaryKey, ownRecord: ownRecord ?? false },
    reachedBy: reachedBy.map((reach) =>
      'from' in reach ? { ...reach, from: { ...reach.from, storeId: '' } } : reach,
    ),
    fields: fields.map((field) => [field.name, field.categories, field.identity, field.optOut]).sort(),
  }));
}

/** The draft without the fields that the shipped map does not know. */
export function inTermsOf({ store }: ShippedVendor, { collections }: DraftedVendor) {
  return outlineOf(
    store.collections.map(({ name }) => {
      const shipped = store.collections.find((one) => one.name === name);
      const drafted = collections.find((one) => one.name === name);
      if (!drafted) throw new Error(`the draft lacks ${name}`);
      const known = new Set(shipped?.fields.map((field) => field.name));
      return { ...drafted, fields: drafted.fields.filter((field) => known.has(field.name)) };
    }),
  );
}

/** What only a shop can say, so that every draft leaves it open. */
export const LEFT_TO_THE_SHOP = [
  'does not say what an erasure does here',
  'does not say where the data comes from',
  'no system says what it is used for',
];

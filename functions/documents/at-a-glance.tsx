import type { DataMap } from '../domain/data-map';
import { systemsWithoutStores } from '../domain/systems-without-stores';
import { unstatedBy, unstatedOf, unstatedText } from '../domain/unstated';
import { countText } from '../words/date-text';
import { inSentence } from '../words/in-sentence';
import { AccessContents } from './access-contents';
import {
  hasUnreadPlaces,
  incompletelyRead,
  isAnythingHeld,
  type StorePart,
  searchedCollections,
  wasSearched,
} from './access-model';
import { Part } from './answer-page';
import { describedCollections, isFoundInUnread } from './found-by-hand';
import { NotKnown } from './not-known';

interface GlanceProps {
  readonly stores: readonly StorePart[];
  readonly map: DataMap;
  readonly kindsOnly: boolean;
}

/** The whole answer in a few sentences: where we looked, what was found, and what is missing. */
export function AtAGlance({ stores, map, kindsOnly }: GlanceProps) {
  return (
    <Part id="glance" title="At a glance">
      <p>
        {lookedIn(stores.filter(wasSearched).length)} {kindsOnly ? kindsGlance(stores) : glance(stores)}{' '}
        {foundInUnread(stores)}
      </p>
      <MissingStores stores={stores} />
      <NotKnown places={stores.filter(hasUnreadPlaces).map(({ store }) => store.title)} />
      <NotTold stores={stores} map={map} />
      <AccessContents stores={stores} kindsOnly={kindsOnly} />
    </Part>
  );
}

function lookedIn(places: number): string {
  return places === 0
    ? 'We could not look into any place yet.'
    : `We looked in ${countText(places, 'place')}.`;
}

/**
 * What the map leaves open about the data that was found: an answer without it is incomplete, and says so at
 * the top.
 */
function NotTold({ stores, map }: Pick<GlanceProps, 'stores' | 'map'>) {
  const untold = new Set([
    ...describedCollections(stores).flatMap((collection) => unstatedOf(collection, map.systems)),
    ...systemsWithoutStores(map).flatMap((system) => unstatedBy([system])),
  ]);
  if (untold.size === 0) return null;
  return (
    <div class="aside open">
      <p>
        <b>Not told in this answer, at least in part:</b>{' '}
        {[...untold].map((what) => unstatedText[what]).join('; ')}. It is said at each place. Ask us, and we
        find out.
      </p>
    </div>
  );
}

/** The number of records would say something about the person, so none is shown. */
function kindsGlance(stores: readonly StorePart[]): string {
  const found = searchedCollections(stores).some(({ part: { finding } }) => isAnythingHeld(finding));
  if (found || isFoundByHand(stores)) return 'Below is what kinds of data we hold about you there.';
  return stores.some(isFoundInUnread) ? '' : noneFound(stores);
}

function glance(stores: readonly StorePart[]): string {
  const findings = searchedCollections(stores).map(({ part }) => part.finding);
  const found = sum(
    findings.map(({ given, withheldRecords }) => given + sum(withheldRecords.map((r) => r.count))),
  );
  const byHand = isFoundByHand(stores) ? 'One of us looked by hand, and found data about you.' : '';
  if (found === 0) return byHand || (stores.some(isFoundInUnread) ? '' : noneFound(stores));
  const all =
    !stores.some(isHeldBackByHand) &&
    findings.every((f) => f.withheldRecords.length + f.withheldFields.length === 0);
  const given = all
    ? 'You get all of it.'
    : 'You get all of it, except for what is listed under “What we did not give you”.';
  return [`We found ${countText(found, 'record')} about you.`, byHand, given].filter(Boolean).join(' ');
}

function noneFound(stores: readonly StorePart[]): string {
  if (!stores.some(wasSearched)) return 'So we do not know whether we hold anything about you.';
  return incompletelyRead(stores).length === 0
    ? 'We found no records about you.'
    : 'In what could be read there we found no records about you. Of the rest it is not known.';
}

/** Comes after what was given, since it is not part of it. */
function foundInUnread(stores: readonly StorePart[]): string {
  const places = stores.filter(isFoundInUnread).map(({ store }) => inSentence(store.title));
  if (places.length === 0) return '';
  return `One of us looked into what could not be read in ${places.join(', ')}, and found data about you. More is said there.`;
}

function isFoundByHand(stores: readonly StorePart[]): boolean {
  return stores.some((part) => part.state === 'answered' && part.answer.outcome !== 'nothing-held');
}

function isHeldBackByHand(part: StorePart): boolean {
  if (part.state !== 'answered') return false;
  const { outcome, withheld, named = [] } = part.answer;
  return outcome === 'withheld' || withheld !== undefined || named.length > 0;
}

function MissingStores({ stores }: { readonly stores: readonly StorePart[] }) {
  const missing = stores.filter((part) => !wasSearched(part));
  if (missing.length === 0) return null;
  return (
    <div class="aside open">
      <p>
        <b>This answer is not complete yet.</b> Still missing:{' '}
        {missing.map((part) => part.store.title).join(', ')}. What we are doing about it is said there.
      </p>
    </div>
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

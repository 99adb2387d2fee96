import type { AskedOn } from '../../../casework/evidence/asked-on-days';
import type { Right } from '../../../domain/rights';
import { countText, dateText } from '../../../words/date-text';

/** What was found where, in numbers. Titles are the map's words for people. */
export interface DecisionCountsFacts {
  readonly right: Right;
  readonly stores: readonly StoreFound[];
}

export interface StoreFound {
  readonly title: string;
  /** `searched` automatically, answered `by-person`, still `waiting` for a person, or `unavailable`. */
  readonly state: 'searched' | 'by-person' | 'waiting' | 'unavailable' | 'gone';
  /** By whom or when, for the last three: "Alma, nothing held", "tried since 24 November". */
  readonly note?: string;
  readonly collections: readonly CollectionFound[];
}

export interface CollectionFound {
  readonly title: string;
  readonly records: number;
  /**
   * For an erasure, how many of these are kept by law or by the storage; blanked and kept; kept because
   * others share them.
   */
  readonly retained?: number;
  readonly anonymised?: number;
  readonly shared?: number;
  /** Neither erased nor kept for good: staff must decide first. */
  readonly waiting?: number;
  /** The effect of the blanking: "3 kept without Name; Stars, Text stay". */
  readonly blanked?: string;
  /** Why records are kept: "tax law keeps invoices, until 31 December 2034 (s 147 AO)". */
  readonly because?: string;
  /** What only the storage keeps, and until when. */
  readonly held?: string;
  /** What a vendor was told to erase before, by day, whatever is decided now. */
  readonly asked?: readonly AskedOn[];
  /** Of what it took the order for: how many would stay by what was found now, and how many are not found. */
  readonly wouldStay?: number;
  readonly unfound?: number;
}

const STATES: Readonly<Record<StoreFound['state'], string>> = {
  searched: 'searched',
  'by-person': 'looked through by a person',
  waiting: 'a person still has to look',
  unavailable: 'not searched',
  gone: 'no longer in the settings: nothing of it is in this decision',
};

function kept(found: CollectionFound): number {
  return (found.retained ?? 0) + (found.shared ?? 0);
}

const shown = (count: number) => count.toLocaleString('en-GB');

function goes(found: CollectionFound): number {
  return found.records - kept(found) - (found.anonymised ?? 0) - (found.waiting ?? 0);
}

/** The totals in one sentence, which is shown on a narrow screen too. The parts add up to what was found. */
function Sums({ found }: { found: readonly CollectionFound[] }) {
  const sum = (count: (one: CollectionFound) => number) => found.reduce((all, one) => all + count(one), 0);
  const parts = [
    [Math.max(0, sum(goes) - sum(ordered)), 'to be erased'],
    [sum(ordered), 'asked for already'],
    [sum((one) => one.anonymised ?? 0), 'to be blanked'],
    [sum(kept), 'to be kept'],
    [sum((one) => one.waiting ?? 0), 'undecided'],
  ] as const;
  const there = parts.filter(([count]) => count > 0).map(([count, words]) => `${shown(count)} ${words}`);
  return there.length > 0 ? <p>{there.join(', ')}.</p> : null;
}

function Row({ found, erasure }: { found: CollectionFound; erasure: boolean }) {
  return (
    <>
      <tr>
        <td>{found.title}</td>
        <td class="n">{shown(found.records)}</td>
        {erasure && (
          <>
            <td class="n">{shown(goes(found))}</td>
            <td class="n">{shown(found.anonymised ?? 0)}</td>
            <td class="n">{shown(kept(found))}</td>
            <td class="n">{shown(found.waiting ?? 0)}</td>
          </>
        )}
      </tr>
      {erasure && found.blanked && (
        <tr>
          <td colspan={6}>
            <span class="hint">Blanked: {found.blanked}</span>
          </td>
        </tr>
      )}
      {erasure && found.because && (
        <tr>
          <td colspan={6}>
            <span class="hint">Kept by law: {found.because}</span>
          </td>
        </tr>
      )}
      {erasure && found.held && (
        <tr>
          <td colspan={6}>
            <span class="hint">Kept by the storage, not by a law: {found.held}</span>
          </td>
        </tr>
      )}
      {erasure && <Asked {...found} />}
    </>
  );
}

const ordered = ({ asked = [] }: CollectionFound) =>
  asked.reduce((sum, { records, settlesBy }) => sum + (settlesBy === undefined ? 0 : records), 0);

/** What was asked for before the search, and what a decision can still change of it. */
function Asked({ asked = [], wouldStay = 0, unfound = 0 }: CollectionFound) {
  const notes = [
    ...(wouldStay > 0 ? [`By what was found now, ${shown(wouldStay)} of them would stay.`] : []),
    ...(unfound > 0 ? [`The search does not find ${shown(unfound)} of them any more.`] : []),
  ];
  return (
    <>
      {asked.map(({ on, records, settlesBy }) => (
        <tr>
          <td colspan={6}>
            <span class="hint">
              {settlesBy === undefined
                ? `Asked for on ${dateText(on)}, and the answer was lost: ${countText(records, 'record')}. The vendor may still carry it out, and end what goes with it, whatever you decide: leaving it out takes nothing back.`
                : `Asked for on ${dateText(on)}: ${countText(records, 'record')}. The vendor took the order, and is to carry it out by ${dateText(settlesBy)}, with what ends along. Leaving it out does not take that back: only the vendor can stop it.`}
            </span>
          </td>
        </tr>
      ))}
      {notes.length > 0 && (
        <tr>
          <td colspan={6}>
            <span class="hint">{notes.join(' ')}</span>
          </td>
        </tr>
      )}
    </>
  );
}

function StoreTable({ store, erasure }: { store: StoreFound; erasure: boolean }) {
  const state = `${STATES[store.state]}${store.note ? `: ${store.note}` : ''}`;
  return (
    <div class="card">
      <h3>
        {store.title} <small>({state})</small>
      </h3>
      {store.collections.length > 0 && (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Kind of record</th>
                <th scope="col" class="n">
                  Found
                </th>
                {erasure && (
                  <>
                    <th scope="col" class="n">
                      Erase
                    </th>
                    <th scope="col" class="n">
                      Blank
                    </th>
                    <th scope="col" class="n">
                      Keep
                    </th>
                    <th scope="col" class="n">
                      Undecided
                    </th>
                  </>
                )}
              </tr>
            </thead>
            <tbody>
              {store.collections.map((found) => (
                <Row found={found} erasure={erasure} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

/** One table for each store: how many records, and for an erasure what happens to them. */
export function DecisionCounts({ right, stores }: DecisionCountsFacts) {
  const found = stores.flatMap((store) => store.collections);
  const total = found.reduce((sum, one) => sum + one.records, 0);
  return (
    <>
      <h2 id="found">What was found: {countText(total, 'record')}</h2>
      {right === 'erasure' && <Sums found={found} />}
      {stores.map((store) => (
        <StoreTable store={store} erasure={right === 'erasure'} />
      ))}
    </>
  );
}

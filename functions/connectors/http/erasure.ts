import { Temporal } from 'temporal-polyfill';
import { defined } from '../../domain/defined';
import type { EraseInstruction } from '../../domain/erase-instruction';
import type { ErasedCount } from '../../domain/event-facts';
import type { OrderedRow, RowRef } from '../../domain/finding';
import { type EraseReceipt, StoreError, StoreRefusedError, StoreUnavailableError } from '../connector';
import { constantBlanks } from '../constant-blanks';
import type { VendorStore } from './http-locate';
import { isStillShown } from './still-shown';
import type { VendorEndpoint } from './vendor';
import { approvedEndings, refuseMore } from './vendor-endings';
import { endpointName } from './vendor-questions';
import { assertAsFound, getVendorRow, type VendorRecord } from './vendor-record';
import { textIn, type VendorRow } from './vendor-row';
import { takeSteps } from './vendor-steps';
import { holdsAll, writeFields } from './vendor-write';

/** A row that is to be changed, and what it was found by. */
export interface RowToChange {
  readonly record: VendorRecord;
  readonly foundBy: Readonly<Record<string, string>>;
}

/** The rows of one instruction. */
export interface Work {
  readonly instruction: EraseInstruction;
  readonly endpoint: VendorEndpoint;
  readonly rows: readonly RowToChange[];
}

interface Outcome {
  readonly record: VendorRecord;
  readonly fate: 'erased' | 'submitted' | 'anonymised' | 'alreadyAbsent';
  readonly order?: Readonly<Record<string, string>>;
}

/**
 * No further row is begun after this time, so that the answer comes before the function of the store ends
 * (Lambda: 15 minutes). Milliseconds.
 */
const LONGEST_CALL = 600_000;

/** One call that erases at a vendor: what was done of it, and why the rest was not. */
export class Erasure {
  private readonly outcomes = new Map<Work, Outcome[]>();
  /** The first of those that may pass by themselves, or else the first. */
  private fault: StoreError | undefined;
  private readonly unsure: RowRef[] = [];
  /** The vendor does not answer, so that no further row is tried. */
  private isOver = false;
  private readonly began: number;

  constructor(private readonly vendorStore: VendorStore) {
    this.began = vendorStore.session.now();
  }

  async carryOut(work: Work): Promise<void> {
    const outcomes: Outcome[] = [];
    this.outcomes.set(work, outcomes);
    for (const row of work.rows) {
      if (this.isOver) return;
      const outcome = await this.orFault(() => this.change(row, work.instruction));
      if (outcome !== undefined) outcomes.push(outcome);
    }
  }

  /** @throws StoreError where nothing was done, and not all of it was done before */
  receipt(works: readonly Work[]): EraseReceipt {
    const all = [...this.outcomes.values()].flat();
    const { fault } = this;
    const unsure = this.unsureRows(works);
    if (fault && unsure.length === 0 && all.every(({ fate }) => fate === 'alreadyAbsent')) throw fault;
    const ordered = all.filter(({ fate }) => fate === 'submitted');
    return {
      collections: works.map((work) => countsOf(work, this.outcomes.get(work) ?? [])),
      ...defined({ settlesWithin: longestOf(ordered) }),
      ...(ordered.length > 0 ? { ordered: ordered.map(orderedRow) } : {}),
      ...(unsure.length > 0 ? { unsure } : {}),
      ...(fault ? { unfinished: { kind: fault.kind, place: fault.place } } : {}),
    };
  }

  /** With all that may go along with them. */
  private unsureRows(works: readonly Work[]): RowRef[] {
    if (this.unsure.length === 0) return [];
    const along = works.filter(({ endpoint }) => endpoint.erase?.goesWith !== undefined);
    const known = new Set([...this.outcomes.values()].flat().map(({ record }) => record));
    const open = along.flatMap(({ rows }) => rows).filter(({ record }) => !known.has(record));
    return [
      ...this.unsure,
      ...open.map(({ record }) => ({ collection: record.collection.name, key: record.key })),
    ];
  }

  private async orFault(change: () => Promise<Outcome>): Promise<Outcome | undefined> {
    try {
      if (this.vendorStore.session.now() - this.began > LONGEST_CALL) throw outOfTime();
      return await change();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.isOver = error instanceof StoreUnavailableError;
      this.fault = this.isOver ? error : (this.fault ?? error);
      return undefined;
    }
  }

  private async change({ record, foundBy }: RowToChange, instruction: EraseInstruction): Promise<Outcome> {
    const { action, blank = {} } = instruction;
    const { session } = this.vendorStore;
    const row = await getVendorRow(session, record);
    if (row === undefined) return { record, fate: 'alreadyAbsent' };
    if (action === 'erase') {
      assertAsFound(record, row, foundBy);
      return this.erase(record, row, instruction);
    }
    const values = constantBlanks(blank);
    if (holdsAll(row, values)) return { record, fate: 'alreadyAbsent' };
    assertAsFound(record, row, foundBy);
    await writeFields(session, { record, row, values });
    return { record, fate: 'anonymised' };
  }

  private async erase(record: VendorRecord, row: VendorRow, instruction: EraseInstruction): Promise<Outcome> {
    const { session, store } = this.vendorStore;
    const { steps = [], settlesWithin, goesWith } = record.endpoint.erase ?? {};
    if (goesWith !== undefined) return this.goWith(goesWith, record, row, instruction);
    await refuseMore(session, record, approvedEndings(record, instruction));
    const { storeId } = store;
    const { attempt = '' } = instruction;
    const onUnsure = () => this.unsure.push({ collection: record.collection.name, key: record.key });
    const { outcome, kept: order } = await takeSteps(session, { record, steps, storeId, attempt, onUnsure });
    if (outcome === 'absent') return { record, fate: await goneOrRefused(session, record) };
    if (settlesWithin !== undefined) return { record, fate: 'submitted', order };
    await this.assertGone(record, onUnsure);
    return { record, fate: 'erased' };
  }

  /** Only a row that the vendor shows no more is erased, whatever it answered. */
  private async assertGone(record: VendorRecord, onUnsure: () => void): Promise<void> {
    const isShown = await isStillShown(this.vendorStore.session, record).catch((error: unknown) => {
      onUnsure();
      throw error;
    });
    if (!isShown) return;
    onUnsure();
    throw new StoreRefusedError('the vendor took the call that erases, and still shows the row', {
      collection: record.collection.name,
      code: 'still-shown',
    });
  }

  /** The vendor removes it with another row, for which it must have taken the order. */
  private goWith(
    endpoint: string,
    record: VendorRecord,
    row: VendorRow,
    { orderedBefore = [] }: EraseInstruction,
  ): Outcome {
    const now = [...this.outcomes.values()].flat().filter(isAsked).map(orderedRow);
    const parent = [...now, ...orderedBefore].find(
      (one) => this.isAt(endpoint, one) && isParent(one, endpoint, { record, row }),
    );
    if (parent !== undefined) return { record, fate: 'submitted', ...defined({ order: parent.order }) };
    throw new StoreRefusedError('the vendor was not asked for the row with which it removes this one', {
      collection: record.collection.name,
      code: 'goes-with-none',
    });
  }

  private isAt(endpoint: string, { collection }: OrderedRow): boolean {
    const { collections } = this.vendorStore.store;
    return collections.some((one) => one.name === collection && endpointName(one) === endpoint);
  }
}

function isAsked({ fate }: Outcome): boolean {
  return fate === 'submitted' || fate === 'erased';
}

/** By the reference of the map that leads from the one to the other. */
function isParent(
  parent: OrderedRow,
  endpoint: string,
  { record, row }: { readonly record: VendorRecord; readonly row: VendorRow },
): boolean {
  return record.collection.reachedBy.some(
    (reach) =>
      'from' in reach &&
      (reach.from.collection === parent.collection || reach.from.collection === endpoint) &&
      Object.hasOwn(parent.key, reach.from.field) &&
      textIn(row, reach.field) === parent.key[reach.from.field],
  );
}

function countsOf({ instruction: { collection } }: Work, outcomes: readonly Outcome[]): ErasedCount {
  const count = (fate: Outcome['fate']) => outcomes.filter((one) => one.fate === fate).length;
  const submitted = count('submitted');
  return {
    collection,
    erased: count('erased'),
    anonymised: count('anonymised'),
    alreadyAbsent: count('alreadyAbsent'),
    keptShared: 0,
    ...(submitted > 0 ? { submitted } : {}),
  };
}

function orderedRow({ record: { collection, key }, order = {} }: Outcome): OrderedRow {
  return { collection: collection.name, key, ...(Object.keys(order).length > 0 ? { order } : {}) };
}

/** The vendor is asked again once the slowest of its endpoints should be done. */
function longestOf(ordered: readonly Outcome[]): string | undefined {
  const periods = new Set(ordered.flatMap(({ record }) => record.endpoint.erase?.settlesWithin ?? []));
  return [...periods].sort((a, b) => Temporal.Duration.compare(b, a, { relativeTo: '2026-01-01' }))[0];
}

function outOfTime(): StoreUnavailableError {
  return new StoreUnavailableError('there was no time for all rows in one call', { code: 'out-of-time' });
}

/**
 * The vendor answered a step with "not found". A row that it still shows is not gone: the account lacks the
 * call, or the file names another address.
 */
async function goneOrRefused(
  session: VendorStore['session'],
  record: VendorRecord,
): Promise<'alreadyAbsent'> {
  if ((await getVendorRow(session, record)) === undefined) return 'alreadyAbsent';
  throw new StoreRefusedError('the vendor does not know the call by which it erases', {
    collection: record.collection.name,
    code: 'no-such-call',
  });
}

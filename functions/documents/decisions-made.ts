import type { FieldValue } from '../connectors/connector';
import { sampledRecord } from '../connectors/record-sample';
import type { CollectionMap } from '../domain/data-map';
import type { DecisionMap } from '../domain/decision-map';
import { type Disclosure, isEmptyValue } from './disclose';

/** One decision about the person as a record holds it, without anything that is withheld. */
export interface DecisionMade {
  readonly collection: CollectionMap;
  readonly decision: DecisionMap;
  /** Values by field; a field that is not in it is empty or withheld. */
  readonly shown: Readonly<Record<string, FieldValue>>;
  readonly withheld: readonly string[];
}

export interface DecisionsMade {
  readonly made: readonly DecisionMade[];
  /** Further ones, which are in the files only. */
  readonly more: number;
}

/** Decisions described in words; more would make the page too long to read. */
const MOST_TOLD = 200;

/** Collects decisions while records are written, so that no store's copy is read again for them. */
export class DecisionTally {
  readonly #made: DecisionMade[] = [];
  #more = 0;

  add(collection: CollectionMap, { shown, withheld, recordWithheld }: Disclosure): void {
    if (recordWithheld) return;
    const hidden = withheld.map(({ field }) => field);
    for (const decision of collection.decisions ?? []) {
      if (!wasMade(decision, shown, hidden)) continue;
      const told = () => ({ collection, decision, shown: toldOf(decision, shown), withheld: hidden });
      if (this.#made.length < MOST_TOLD) this.#made.push(told());
      else this.#more += 1;
    }
  }

  made(): DecisionsMade {
    return { made: this.#made, more: this.#more };
  }
}

/** Only what is told of the decision, and long texts as far as they are shown: long records are not held. */
function toldOf(
  { what, inputs, ...named }: DecisionMap,
  shown: Readonly<Record<string, FieldValue>>,
): DecisionMade['shown'] {
  const fields = [...new Set([...inputs, ...Object.values(named)])].filter((name) =>
    Object.hasOwn(shown, name),
  );
  const { values } = sampledRecord({
    key: {},
    values: Object.fromEntries(fields.map((name) => [name, shown[name] ?? null])),
  });
  return values;
}

/** A row without a day and a result belongs to somebody about whom nothing has been decided yet. */
function wasMade(
  { decidedAt, outcome }: DecisionMap,
  shown: Readonly<Record<string, FieldValue>>,
  hidden: readonly string[],
): boolean {
  return [decidedAt, outcome].some(
    (field) => field !== undefined && (hidden.includes(field) || !isEmptyValue(storedIn(shown, field))),
  );
}

/** Undefined where the record has no such field. */
export function storedIn(shown: Readonly<Record<string, FieldValue>>, field: string): FieldValue {
  return Object.hasOwn(shown, field) ? (shown[field] ?? null) : null;
}

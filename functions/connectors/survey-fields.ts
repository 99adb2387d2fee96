import type { FieldKind, SurveyedField } from './survey';
import { leftOutWords } from './telling-names';
import { countForms } from './value-forms';

/** Stores without a list of fields would say none without a look at a few records. */
export const FEWEST_RECORDS = 25;

export interface Looking {
  /** How many values of each field may be looked at. */
  readonly rows: number;
  textOf(value: unknown): string | undefined;
}

/** Describes fields as far as a few records show them. */
export function fieldsOfRecords(
  records: readonly Readonly<Record<string, unknown>>[],
  names: readonly string[],
  { rows, textOf }: Looking,
): SurveyedField[] {
  return names.map((name) => {
    const values = records.map((record) => (Object.hasOwn(record, name) ? record[name] : undefined));
    return {
      name,
      kind: kindOf(values.find((value) => value !== undefined && value !== null)),
      isFilled: false,
      forms: countForms(values.slice(0, rows).map(textOf)),
    };
  });
}

const KINDS: Readonly<Record<string, FieldKind>> = {
  number: 'number',
  bigint: 'number',
  boolean: 'yes-or-no',
  object: 'nested',
};

function kindOf(value: unknown): FieldKind {
  return KINDS[typeof value] ?? 'text';
}

/**
 * Each name once: the map calls some fields otherwise than the store, and then two may be called alike.
 *
 * @param taken names that other fields of the collection have
 */
export function withoutNamesakes(
  fields: readonly SurveyedField[],
  taken: readonly string[],
): { readonly fields: readonly SurveyedField[]; readonly reasons: readonly string[] } {
  const met = new Set(taken);
  const kept = fields.filter(({ name }) => !met.has(name) && met.add(name));
  const left = fields.length - kept.length;
  const one = '1 field that the map would call as it calls another one: the desk reads one of them';
  const several = `${left} fields that the map would call as it calls others: the desk reads one of each`;
  return { fields: kept, reasons: left === 0 ? [] : [left === 1 ? one : several] };
}

/** Why fields are not drafted, for `notLookedAt`; empty where none is left out. */
export function leftOutReasons(left: number): string[] {
  return left === 0 ? [] : [`${leftOutWords(left)}: describe ${left === 1 ? 'it' : 'them'} by hand`];
}

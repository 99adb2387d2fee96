import type { Report } from './drive';

/** The numbers that a report gives for one collection. */
export interface ReportedCounts {
  readonly erased: number;
  readonly anonymised: number;
  readonly alreadyAbsent: number;
  /** Reported as kept, for whatever reason. */
  readonly kept: number;
}

const done = ['erased', 'anonymised', 'alreadyAbsent'] as const;

export function reportedCounts(report: Report | undefined, collection: string): ReportedCounts {
  const entries = (report?.stores ?? []).flatMap((store) =>
    (store.collections ?? []).filter((entry) => entry.collection === collection),
  );
  const sum = (name: string) => entries.reduce((total, entry) => total + Number(entry[name] ?? 0), 0);
  const rest = entries.flatMap((entry) =>
    Object.entries(entry).filter(([name]) => !(done as readonly string[]).includes(name)),
  );
  return {
    erased: sum('erased'),
    anonymised: sum('anonymised'),
    alreadyAbsent: sum('alreadyAbsent'),
    kept: rest.reduce((total, [, value]) => total + counted(value), 0),
  };
}

/** Counts of records, alone or in groups with their ground. */
function counted(value: unknown): number {
  if (typeof value === 'number') return value;
  if (!Array.isArray(value)) return 0;
  return value.reduce<number>((total, group) => {
    const { records, count, rows } = (group ?? {}) as Record<string, unknown>;
    return total + Number(records ?? count ?? rows ?? 0);
  }, 0);
}

/**
 * The numbers in the text of the mail: "orders: 2 erased, 1 gone already, 1 kept without name; note stays",
 * "orders (2), until ...".
 */
export function mailCounts(text: string, title: string): Omit<ReportedCounts, 'alreadyAbsent'> {
  const flat = text.replaceAll(/\s+/g, ' ');
  const sum = (words: string) =>
    [...flat.matchAll(new RegExp(`\\b${title}: (?:\\d+ [a-z ]+, )*?(\\d+) (?:${words})`, 'gi'))].reduce(
      (total, [, count]) => total + Number(count),
      0,
    );
  const kept = [...flat.matchAll(new RegExp(`\\b${title} \\((\\d+)\\)`, 'gi'))];
  return {
    erased: sum('erased'),
    anonymised: sum('marked as deleted|no longer linked|kept without'),
    kept: kept.reduce((total, [, count]) => total + Number(count), 0),
  };
}

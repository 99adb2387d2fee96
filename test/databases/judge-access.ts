import type { Evidence, Lie, Verdict } from './judge';
import { isFindable } from './left-over';
import { asker, type Table } from './model';
import { difference } from './snapshot';

/** Checks that the package holds all rows of the person and no others, with the values of the database. */
export function judgeAccess(evidence: Evidence): Verdict {
  const { before, after, outcome } = evidence;
  const { gone, changed, added } = difference(before, after);
  const touched = [...gone, ...changed, ...added].map((mark) => ({
    kind: 'a copy changed rows',
    detail: mark,
  }));
  if (outcome.ended === 'stopped') return { lies: touched, carriedOut: false };
  const given = new Set((outcome.given ?? []).map((record) => String(record.remark)));
  const wrong = [...givenLies(evidence, given), ...valueLies(evidence)];
  const missing = missingLies(evidence, given);
  const closed = saysUnread(outcome) ? closedTables(evidence.one) : new Set();
  const tableOf = ({ detail }: Lie) => evidence.intention.rows.get(detail)?.table;
  const open = missing.filter((one) => !closed.has(tableOf(one)));
  const untold = open.filter((one) => {
    const same = open.filter((other) => tableOf(other) === tableOf(one));
    return same.length > leftOut(outcome, tableOf(one)?.map?.title);
  });
  const contested = contestedLies(evidence, given).filter((one) => !closed.has(tableOf(one)));
  const lies = [...touched, ...wrong, ...(saysMissing(outcome) ? [] : [...untold, ...contested])];
  return { lies, carriedOut: wrong.length + missing.length === 0 };
}

/**
 * Rows that name another person as well must be treated as staff settled them: given, or left out and counted
 * with that reason.
 */
function contestedLies({ one, intention, outcome }: Evidence, given: ReadonlySet<string>): Lie[] {
  const rows = [...intention.rows.values()].filter(
    (row) => intention.standing.get(row.mark) === 'contested' && isFindable(row) && !given.has(row.mark),
  );
  const { says } = one;
  if (says === 'theirs')
    return rows.map(({ mark }) => ({ kind: 'left out a row that staff gave to the person', detail: mark }));
  return rows
    .filter(({ table }) => {
      const here = rows.filter((other) => other.table === table).length;
      return leftOut(outcome, table.map?.title, reasons[says]) < here;
    })
    .map(({ mark }) => ({ kind: 'does not report a row that names another too', detail: mark }));
}

const reasons = { others: 'it is somebody else’s record', unclear: 'find out in time whose it is' };

/** Whether the mail names the database as given up, so that it does not claim to be complete. */
function saysMissing({ faults, mail }: Evidence['outcome']): boolean {
  return faults.length > 0 && (mail?.text.includes('the database') ?? false);
}

function saysUnread({ mail }: Evidence['outcome']): boolean {
  return /the database: \d+ tables? could not be read/.test(mail?.text.replaceAll(/\s+/g, ' ') ?? '');
}

/**
 * The number of records that the mail names as left out of the copy, with a reason: "members (1): it names
 * somebody else as well".
 */
function leftOut({ mail }: Evidence['outcome'], title = '', reason = ''): number {
  const [, section = ''] = mail?.text.split(/^WHAT IS LEFT OUT$/m) ?? [];
  const [words = ''] = section.split(/^[A-Z][A-Z ]+$/m);
  const entry = words.split(/^- /m).find((text) => text.startsWith(`${title} (`)) ?? '';
  const isSaid = entry.replaceAll(/\s+/g, ' ').includes(reason);
  return isSaid ? Number(/\((\d+)\):/.exec(entry)?.[1] ?? 0) : 0;
}

/** The table that the desk's role may not read, and tables that only it leads to. */
function closedTables({ tables, omitted }: Evidence['one']): ReadonlySet<Table | undefined> {
  const closed = new Set(tables.filter(({ name }) => omitted.includes(`no-right:${name}`)));
  for (const above of closed)
    for (const table of tables)
      if (Object.values(table.map?.notes ?? {}).some(({ ref }) => ref?.table === above)) closed.add(table);
  return closed;
}

function givenLies({ one, intention }: Evidence, given: ReadonlySet<string>): Lie[] {
  return [...given].flatMap((mark): Lie[] => {
    const row = intention.rows.get(mark);
    switch (intention.standing.get(mark)) {
      case 'mine':
      case 'shared':
        return [];
      case 'contested':
        if (row?.table.doubt || one.says === 'theirs') return [];
        return [{ kind: 'gave a row that names another too', detail: mark }];
      default:
        if (row?.whose.kind === 'nobody' && row.table.doubt) return [];
        if (row?.whose.kind === 'own' && row.whose.beside === asker && one.says === 'theirs') return [];
        return [{ kind: 'gave a row of somebody else', detail: mark }];
    }
  });
}

function valueLies({ before, outcome, intention }: Evidence): Lie[] {
  return (outcome.given ?? []).flatMap((record): Lie[] => {
    const mark = String(record.remark);
    const fields = before.get(mark)?.fields ?? {};
    const unseen = Object.keys(fields).filter((name) => fields[name] !== null && record[name] === undefined);
    if (unseen.length > 0 && !intention.rows.get(mark)?.table.doubt)
      return [{ kind: 'left out a value', detail: `${mark}: ${unseen.join(', ')}` }];
    const wrong = Object.entries(record).filter(
      ([name, value]) => JSON.stringify(plain(value)) !== JSON.stringify(plain(fields[name])),
    );
    return wrong.map(([name]) => ({ kind: 'gave a wrong value', detail: `${record.remark}: ${name}` }));
  });
}

/**
 * Compares values by meaning: instants and numbers have several spellings, `char(n)` is padded, `jsonb` sorts
 * its members.
 */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value)
      .map(([name, one]): [string, unknown] => [name, plain(one)])
      .sort(([a], [b]) => (a < b ? -1 : 1));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'string') return value;
  const instant = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value);
  if (instant) return new Date(value).toISOString();
  return /^-?\d+(\.\d+)?$/.test(value) ? String(Number(value)) : value.trimEnd();
}

/** Rows of the person that the package lacks although the map leads to them. */
function missingLies({ intention }: Evidence, given: ReadonlySet<string>): Lie[] {
  return [...intention.rows.values()]
    .filter(({ mark, table }) => {
      const findable = table.map && !table.map.skip && !table.doubt;
      return intention.standing.get(mark) === 'mine' && findable && !given.has(mark);
    })
    .map(({ mark }) => ({ kind: 'left out a row of the person', detail: mark }));
}

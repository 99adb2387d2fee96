import { groupBy } from '../group-by';
import { type DatabaseForeignKey, type Hook, type ReferentialAction, Rules } from '../relational/rules';
import type { RawResult, RunSql } from '../relational/run-sql';
import { ACTIONS_SQL, FOREIGN_KEYS_SQL, TRIGGER_RIGHTS_SQL, TRIGGERS_SQL } from './catalogue-sql';
import { oidOf, type Server } from './mysql-catalogue';
import { canCount } from './row-count';

export interface MysqlRules {
  readonly rules: Rules;
  /** Whether a transaction can ask how many rows it has changed, whatever changed them. */
  readonly counts: boolean;
  /** Whether all triggers and references of a database are visible to the desk's user. */
  readonly showsAllOf: (schema: string) => boolean;
}

/** What the database does by itself, as far as the desk's user sees it. */
export async function readRules(run: RunSql, server: Server): Promise<MysqlRules> {
  const keys = foreignKeysOf(await run(FOREIGN_KEYS_SQL), await run(ACTIONS_SQL), server);
  const hooks = triggersOf(await run(TRIGGERS_SQL), server);
  const rights = (await run(TRIGGER_RIGHTS_SQL)).rows.map(([schema]) => schema ?? '');
  return {
    rules: new Rules(keys, hooks, []),
    counts: await canCount(run),
    showsAllOf: (schema) =>
      rights.some((one) => one === '' || matchesGrant(one, schema === '' ? server.schema : schema)),
  };
}

/** The name of a database in a grant is a pattern of LIKE. */
export function matchesGrant(pattern: string, schema: string): boolean {
  const escaped = pattern.replaceAll(/\\([_%])|[.*+?^${}()|[\]\\]|%|_/g, (token, literal?: string) => {
    if (literal !== undefined) return literal;
    if (token === '%') return '.*';
    return token === '_' ? '.' : `\\${token}`;
  });
  return new RegExp(`^${escaped}$`, 'i').test(schema);
}

type Line = RawResult['rows'][number];

function foreignKeysOf({ rows }: RawResult, actions: RawResult, server: Server): DatabaseForeignKey[] {
  const rules = new Map(
    actions.rows.map(([schema, table, name, ...both]) => [JSON.stringify([schema, table, name]), both]),
  );
  const own = (schema: string | null | undefined) => (schema === server.schema ? '' : (schema ?? ''));
  return [...groupBy(rows, ([schema, name, table]) => JSON.stringify([schema, table, name]))].map(
    ([oneKey, lines]) => {
      const [schema, constraint = '', table = '', , toSchema, toTable = ''] = lines[0] ?? [];
      const [onDelete, onUpdate] = rules.get(oneKey) ?? [];
      return {
        constraint: constraint ?? '',
        onDelete: actionOf(onDelete),
        onUpdate: actionOf(onUpdate),
        from: oidOf(own(schema), table ?? ''),
        fromKind: 'r',
        fromSchema: own(schema),
        fromTable: table ?? '',
        to: oidOf(own(toSchema), toTable ?? ''),
        toKind: 'r',
        toSchema: own(toSchema),
        toTable: toTable ?? '',
        readable: true,
        columns: lines.map(([, , , column, , , theirs]) => ({ own: column ?? '', theirs: theirs ?? '' })),
      };
    },
  );
}

/** Unknown where the user may not see it: then it counts as the worst. */
function actionOf(rule: string | null | undefined): ReferentialAction {
  return ACTIONS[rule ?? ''] ?? 'c';
}

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  'NO ACTION': 'a',
  RESTRICT: 'r',
  CASCADE: 'c',
  'SET NULL': 'n',
  'SET DEFAULT': 'd',
};

function triggersOf({ rows }: RawResult, server: Server): Hook[] {
  return rows.map(([schema, table = '', name = '', event, timing, statement]: Line) => ({
    oid: oidOf(schema === server.schema ? '' : (schema ?? ''), table ?? ''),
    name: name ?? '',
    kind: 'trigger',
    onDelete: event === 'DELETE',
    onUpdate: event === 'UPDATE',
    onlyItsRow: event === 'UPDATE' && timing === 'BEFORE' && setsOnlyNew(statement ?? ''),
    sets: timing === 'BEFORE' ? columnsOfNew(statement ?? '') : [],
  }));
}

/** A foreign key that follows on update also follows what a trigger has set. */
export function followsTrigger({ hooks }: Rules, key: DatabaseForeignKey): boolean {
  if (key.onUpdate === 'a' || key.onUpdate === 'r') return false;
  const set = hooks
    .filter(({ oid, onUpdate }) => onUpdate && oid === key.to)
    .flatMap(({ sets = [] }) => sets);
  return key.columns.some(({ theirs }) => set.includes(theirs.toLowerCase()));
}

/** What a plain trigger sets; in any other, whatever it names of the new row. */
function columnsOfNew(statement: string): string[] {
  const named = setsOnlyNew(statement) ? SET_COLUMN : NEW_COLUMN;
  return [...statement.matchAll(named)].map(([, quoted, plain = '']) =>
    (quoted?.replaceAll('``', '`') ?? plain).toLowerCase(),
  );
}

const VALUE = String.raw`(?:NEW\.[\w$\x60]+|(?:NOW|CURRENT_TIMESTAMP|UTC_TIMESTAMP|UNIX_TIMESTAMP)(?:\(\d?\))?|\d+|'[^'\\]*'|NULL)`;
/** An old value may stand in its own column again, which is looked for, and in no other. */
const SETTING = new RegExp(String.raw`^SET\s+NEW\.([\w$\x60]+)\s*:?=\s*(?:${VALUE}|OLD\.\1)$`, 'i');

const COLUMN = String.raw`\bNEW\s*\.\s*(?:\x60((?:[^\x60]|\x60\x60)+)\x60|([\w$\u0080-\uffff]+))`;
const NEW_COLUMN = new RegExp(COLUMN, 'gi');
const SET_COLUMN = new RegExp(String.raw`\bSET\s+${COLUMN}`, 'gi');

/** `SET NEW.changed = NOW()` and the like; whatever is not as plain counts as more. */
function setsOnlyNew(statement: string): boolean {
  const body = /^BEGIN\b([\s\S]*)\bEND$/i.exec(statement.trim())?.[1] ?? statement;
  const steps = body.split(';').map((one) => one.trim());
  return steps.every((step) => step === '' || SETTING.test(step));
}

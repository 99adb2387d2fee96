import { MARK } from '../domain/restriction-marks';
import { isRight, rights } from '../domain/rights';
import { readS3Prefix } from '../domain/s3-prefix';
import { checkTables } from './check-tables';
import type { MapProblem } from './data-map-error';
import type { DraftCollection, DraftField } from './draft-map';
import type { Fideslang } from './read-fideslang';

/**
 * Contradictions inside the map: a period counted from a field that is not there, a prefix that would reach
 * into other people's files.
 */
export function checkDrafts(
  drafts: readonly DraftCollection[],
  source: Fideslang,
  problems: MapProblem[],
): void {
  const systems = new Set(source.systems.map(({ node }) => node.fides_key));
  for (const draft of drafts) {
    checkRetention(draft, problems);
    checkMark(draft, problems);
    checkDecisions(draft, problems);
    checkBlanks(draft, problems);
    checkPhysical(draft, problems);
    checkSystems(draft, systems, problems);
    for (const field of draft.fields) {
      checkField(draft, field, problems);
      checkCorrection(draft, field, problems);
    }
  }
  refuseSameNameInStore(drafts, problems);
  checkTables(drafts, problems);
}

type Fault = Omit<MapProblem, 'file'>;

function add(problems: MapProblem[], draft: DraftCollection, fault: Fault): void {
  problems.push({ file: draft.file, ...fault });
}

function hasField(draft: DraftCollection, name: string): boolean {
  return draft.fields.some((field) => field.name === name);
}

function checkRetention(draft: DraftCollection, problems: MapProblem[]): void {
  const written = draft.node.rightsdesk_meta?.on_erasure;
  const from = typeof written === 'object' && 'retain' in written ? written.retain.counted_from : undefined;
  if (from !== undefined && !hasField(draft, from)) {
    add(problems, draft, {
      path: `${draft.path}.rightsdesk_meta.on_erasure.retain.counted_from`,
      problem: `"${from}" is not a field of this collection`,
      remedy: 'name a date field that stands in fields',
    });
  }
}

function checkDecisions(draft: DraftCollection, problems: MapProblem[]): void {
  const written = draft.node.rightsdesk_meta?.decisions ?? [];
  for (const [at, { what: _what, inputs = [], ...named }] of written.entries()) {
    const path = `${draft.path}.rightsdesk_meta.decisions[${at}]`;
    const names = [...inputs, ...Object.values(named)].filter((name) => name !== undefined);
    for (const name of names.filter((one) => !hasField(draft, one))) {
      const problem = `"${name}" is not a field of this collection`;
      add(problems, draft, { path, problem, remedy: 'name a field that stands in fields' });
    }
    if (named.decided_at === undefined && named.outcome === undefined)
      add(problems, draft, {
        path,
        problem: 'names neither a day nor a result, so nobody can tell whether anything was decided',
        remedy: 'name decided_at or outcome',
      });
  }
}

function checkMark(draft: DraftCollection, problems: MapProblem[]): void {
  const written = draft.node.rightsdesk_meta?.on_erasure;
  if (typeof written !== 'object' || !('mark' in written)) return;
  const path = `${draft.path}.rightsdesk_meta.on_erasure`;
  const { mark, leave = [] } = written;
  for (const name of [...Object.keys(mark), ...leave].filter((one) => !hasField(draft, one))) {
    const problem = `"${name}" is not a field of this collection`;
    add(problems, draft, { path, problem, remedy: 'name a field that stands in fields' });
  }
  for (const { name } of draft.fields.filter((field) => field.identity && leave.includes(field.name))) {
    const problem = `"${name}" tells who it is, so it cannot stay`;
    add(problems, draft, { path: `${path}.leave`, problem, remedy: 'set blank_with on it instead' });
  }
}

/** What a store of this kind can never write. */
function checkBlanks(draft: DraftCollection, problems: MapProblem[]): void {
  const written = draft.node.rightsdesk_meta?.on_erasure;
  const blanks = written === 'anonymise' || (typeof written === 'object' && 'mark' in written);
  if (blanks && draft.store.kind === 's3' && draft.physical.format === 'objects') {
    add(problems, draft, {
      path: `${draft.path}.rightsdesk_meta.on_erasure`,
      problem: 'a file cannot be anonymised, only erased or kept',
      remedy: 'write erase, or retain with its ground',
    });
  }
}

function checkPhysical(draft: DraftCollection, problems: MapProblem[]): void {
  const path = `${draft.path}.rightsdesk_meta.physical`;
  const { format, prefix, old_versions: oldVersions } = draft.physical;
  if (draft.store.kind === 's3' && prefix !== undefined) {
    const fault = format === 'jsonl' ? jsonlPrefixFault(prefix) : objectPrefixFault(draft, prefix);
    if (fault !== undefined) {
      add(problems, draft, { path: `${path}.prefix`, ...fault });
    }
  }
  if (oldVersions !== undefined && format !== 'jsonl') {
    const problem = 'old_versions is said of something else than JSONL objects in S3';
    const remedy = 'leave it out; a file of one person goes with all its versions';
    add(problems, draft, { path: `${path}.old_versions`, problem, remedy });
  }
}

function jsonlPrefixFault(prefix: string): Omit<Fault, 'path'> | undefined {
  return /[{}]/.test(prefix)
    ? {
        problem: 'a prefix of JSONL objects has no braces',
        remedy: 'records are found by their fields; write only the beginning of the keys',
      }
    : undefined;
}

/**
 * Keys are taken apart by their slashes, and each part holds one identifier: so 12 never finds the files of
 * 123.
 */
function objectPrefixFault(draft: DraftCollection, prefix: string): Omit<Fault, 'path'> | undefined {
  const read = readS3Prefix(prefix);
  if (read === undefined) {
    return {
      problem: `"${prefix}" does not hold identifiers in braces, one in a folder or file name, with text behind the last`,
      remedy:
        'write it like uploads/{customer_number}/ or tenants/{tenant}/users/{number}/ for folders, or like cards/{customer_number}.json for one object each',
    };
  }
  const unknown = read.fields.find((field) => !hasField(draft, field));
  if (unknown !== undefined) {
    return { problem: `"${unknown}" is not a field of this collection`, remedy: 'add it to fields' };
  }
  return pairFault(draft, read.fields);
}

/** A number that is only unique within a tenant means nobody without the tenant of the same row. */
function pairFault(draft: DraftCollection, fields: readonly string[]): Omit<Fault, 'path'> | undefined {
  const leading = draft.fields.filter(
    ({ name, identity, references }) =>
      fields.includes(name) && (identity !== undefined || waysIn(references).length > 0),
  );
  if (leading.length < 2) return undefined;
  const sources = new Set(leading.flatMap(({ references }) => waysIn(references).map(collectionNamed)));
  const fromOneRow = sources.size === 1 && leading.every(({ references }) => waysIn(references).length === 1);
  return fromOneRow && leading.every(({ identity }) => identity === undefined)
    ? undefined
    : {
        problem: `${leading.map(({ name }) => name).join(' and ')} lead to the person, and nothing says that their values belong together`,
        remedy:
          'let one of them lead to the person if it means one person alone, else let each refer to its field of one and the same collection and mark none as an identity',
      };
}

function waysIn(references: DraftField['references']): DraftField['references'] {
  return references.filter(({ direction }) => direction !== 'to');
}

function collectionNamed({ dataset, field }: { readonly dataset: string; readonly field: string }): string {
  return `${dataset}.${field.split('.')[0]}`;
}

function checkSystems(draft: DraftCollection, systems: ReadonlySet<string>, problems: MapProblem[]): void {
  const named = [
    ...(draft.node.rightsdesk_meta?.systems ?? []),
    ...(draft.dataset.rightsdesk_meta?.systems ?? []),
  ];
  for (const key of new Set(named.filter((name) => !systems.has(name)))) {
    add(problems, draft, {
      path: `${draft.path}.rightsdesk_meta.systems`,
      problem: `no file describes the system "${key}"`,
      remedy: 'correct the name, or list the file with that system in the desk file',
    });
  }
}

function checkField(draft: DraftCollection, field: DraftField, problems: MapProblem[]): void {
  const path = `${field.path}.rightsdesk_meta`;
  const marks: readonly string[] = Object.values(MARK);
  for (const { right } of field.optOut.filter((rule) => !marks.includes(rule.right))) {
    if (!isRight(right) || rights[right].carriedOut !== 'opt-out') {
      const known = Object.entries(rights).filter(([, rule]) => rule.carriedOut === 'opt-out');
      add(problems, draft, {
        path: `${path}.opt_out`,
        problem: `"${right}" is not a right that sets a field`,
        remedy: `write one of ${known.map(([name]) => name).join(', ')}`,
      });
    }
  }
}

/**
 * What the desk writes a correction into must be one plain field of a store that it can write into, and
 * nobody's key.
 */
function checkCorrection(draft: DraftCollection, field: DraftField, problems: MapProblem[]): void {
  const name = field.disputeNote ? 'dispute_note' : 'correctable';
  if (!field.correctable && !field.disputeNote) return;
  const because = whyNotWritten(draft, field);
  if (because === undefined) return;
  add(problems, draft, {
    path: `${field.path}.rightsdesk_meta.${name}`,
    problem: because,
    remedy: `leave ${name} out here: staff then correct it by hand`,
  });
}

function whyNotWritten(
  { store, primaryKey, physical }: DraftCollection,
  field: DraftField,
): string | undefined {
  if (store.kind === 's3' || store.kind === 'manual')
    return 'the desk writes corrections into databases only, not into files or what a person looks through';
  const inKey = Object.values(physical.keys ?? {}).some((form) => form.includes(`{${field.name}}`));
  if (primaryKey.includes(field.name) || inKey) return 'it is part of the key, which names the record';
  if (field.correctable && field.disputeNote) return 'it is correctable and takes notes as well';
  return undefined;
}

function refuseSameNameInStore(drafts: readonly DraftCollection[], problems: MapProblem[]): void {
  const seen = new Set<string>();
  for (const draft of drafts) {
    const name = JSON.stringify([draft.store.storeId, draft.node.name]);
    if (seen.has(name)) {
      add(problems, draft, {
        path: draft.path,
        problem: `store "${draft.store.storeId}" has a collection of this name already`,
        remedy: 'rename one and give its real name in rightsdesk_meta.physical.table',
      });
    }
    seen.add(name);
  }
}

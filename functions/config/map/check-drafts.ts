import { hasField } from '../../connectors/map-draft';
import { kindDefinition, storeKinds } from '../../connectors/store-kinds';
import { RESTRICTION_MARK } from '../../domain/restriction-marks';
import { isRight, rights } from '../../domain/rights';
import type { MapProblem } from './data-map-error';
import type { DraftField } from './draft-field';
import type { DraftCollection } from './draft-map';
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
    checkSystems(draft, systems, problems);
    for (const field of draft.fields) {
      checkField(draft, field, problems);
      checkCorrection(draft, field, problems);
      checkMessages(draft, field, problems);
    }
  }
  refuseSameNameInStore(drafts, problems);
  for (const { mapFaults } of Object.values(storeKinds)) problems.push(...(mapFaults?.(drafts) ?? []));
}

type Fault = Omit<MapProblem, 'file'>;

function add(problems: MapProblem[], draft: DraftCollection, fault: Fault): void {
  problems.push({ file: draft.file, ...fault });
}

function checkRetention(draft: DraftCollection, problems: MapProblem[]): void {
  const written = draft.node.rightsdesk_meta?.on_erasure;
  const from = typeof written === 'object' && 'retain' in written ? written.retain.counted_from : undefined;
  if (from !== undefined && !hasField(draft, from))
    add(problems, draft, {
      path: `${draft.path}.rightsdesk_meta.on_erasure.retain.counted_from`,
      problem: `"${from}" is not a field of this collection`,
      remedy: 'name a date field that is listed under fields',
    });
}

function checkDecisions(draft: DraftCollection, problems: MapProblem[]): void {
  const written = draft.node.rightsdesk_meta?.decisions ?? [];
  for (const [at, { what: _what, inputs = [], ...named }] of written.entries()) {
    const path = `${draft.path}.rightsdesk_meta.decisions[${at}]`;
    const names = [...inputs, ...Object.values(named)].filter((name) => name !== undefined);
    for (const name of names.filter((one) => !hasField(draft, one))) {
      const problem = `"${name}" is not a field of this collection`;
      add(problems, draft, { path, problem, remedy: 'name a field that is listed under fields' });
    }
    if (named.decided_at === undefined && named.outcome === undefined)
      add(problems, draft, {
        path,
        problem: 'names neither a day nor a result, so it is unknown whether anything was decided',
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
    add(problems, draft, { path, problem, remedy: 'name a field that is listed under fields' });
  }
  for (const { name } of draft.fields.filter((field) => field.identity && leave.includes(field.name))) {
    const problem = `"${name}" identifies the person, so it cannot stay`;
    add(problems, draft, { path: `${path}.leave`, problem, remedy: 'set blank_with on it instead' });
  }
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
  const marks: readonly string[] = Object.values(RESTRICTION_MARK);
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

/** Messages are told apart in databases whose values hold lists. */
function checkMessages(draft: DraftCollection, field: DraftField, problems: MapProblem[]): void {
  if (!field.messages) return;
  const path = `${field.path}.rightsdesk_meta.messages`;
  if (!['postgres', 'dynamodb', 'manual'].includes(draft.store.kind))
    add(problems, draft, {
      path,
      problem: 'messages of several people are told apart in PostgreSQL and DynamoDB only',
      remedy: 'take it out: staff then decide what of the field is given',
    });
  const { theirsIn } = field.messages;
  if (theirsIn === undefined || draft.fields.some(({ name }) => name === theirsIn)) return;
  add(problems, draft, {
    path: `${path}.theirs_in`,
    problem: `the collection has no field "${theirsIn}"`,
    remedy: 'name the field that holds the author who is the person',
  });
}

/**
 * A field that takes corrections must be a plain field of a store that the desk can write into, and no part
 * of a key.
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
  const kind = kindDefinition(store.kind);
  if (kind.refusesCorrections)
    return 'the desk writes corrections into databases only, not into files or what a person looks through';
  const inKey = kind.isInKey?.(physical, field.name) ?? false;
  if (primaryKey.includes(field.name) || inKey) return 'it is part of the key, which names the record';
  if (field.correctable && field.disputeNote) return 'it is correctable and takes notes as well';
  return undefined;
}

function refuseSameNameInStore(drafts: readonly DraftCollection[], problems: MapProblem[]): void {
  const seen = new Set<string>();
  for (const draft of drafts) {
    const name = JSON.stringify([draft.store.storeId, draft.node.name]);
    if (seen.has(name))
      add(problems, draft, {
        path: draft.path,
        problem: `store "${draft.store.storeId}" has a collection of this name already`,
        remedy: 'rename one and give its real name in rightsdesk_meta.physical.table',
      });
    seen.add(name);
  }
}

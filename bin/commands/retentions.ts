import { findKept } from '../../functions/casework/evidence/kept-item';
import { keptUntil } from '../../functions/domain/after-erasure';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { DeskDeps } from '../../functions/domain/desk-deps';
import type { EventData } from '../../functions/domain/events';
import { allOf } from '../../functions/domain/log-entries';
import { referenceOf } from '../../functions/domain/reference';
import { CommandError, type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { withLocalRun } from '../local-run';
import { openDesk } from '../open-desk';
import { textTable } from '../text-table';

type Deps = Pick<DeskDeps, 'register' | 'objects'>;

/** What one erasure kept under a law, until one day. Counts only. */
export interface Retention {
  readonly keptId: string;
  readonly reference: string;
  readonly until: string;
  /** `left`: its last day is over, and staff have to look at some of it. */
  readonly state: 'kept' | 'left' | 'done';
  readonly what: string;
}

/** `rightsdesk retentions`, of the desk that the environment or a local run names. */
export async function retentions(
  options: { all?: true; rows?: string; finish?: string; json?: true },
  console: Console,
): Promise<ExitCode> {
  const deps = openDesk(withLocalRun(console.env));
  if (options.rows) printJson(console.stdout, await keptRows(deps, options.rows));
  else if (options.finish) printLines(console.stdout, [await finishKept(deps, options.finish)]);
  else await print(await listRetentions(deps, options.all ?? false), options.json ?? false, console);
  return exitCodes.done;
}

async function print(all: readonly Retention[], json: boolean, console: Console): Promise<void> {
  if (json) return printJson(console.stdout, all);
  if (all.length === 0) return printLines(console.stdout, ['Nothing is kept by a law after an erasure.']);
  const rows = all.map(({ until, state, what, keptId }) => [until, state, what, keptId]);
  printLines(console.stdout, textTable(['last day', 'state', 'what', 'id'], rows));
}

/**
 * Every retention of every erasure, earliest end first.
 *
 * @param all - includes those that have ended and are done
 */
export async function listRetentions(deps: Pick<Deps, 'register'>, all: boolean): Promise<Retention[]> {
  const list: Retention[] = [];
  for await (const { requestId, right } of deps.register.summaries()) {
    if (right !== 'erasure') continue;
    const request = await deps.register.load(requestId);
    list.push(...keptUntil(request).map((kept) => retentionOf(request, kept)));
  }
  return list.filter(({ state }) => all || state !== 'done').sort((a, b) => (a.until < b.until ? -1 : 1));
}

function retentionOf(
  request: DataSubjectRequest,
  { keptId, until, collections }: EventData['kept-until'],
): Retention {
  const ended = allOf(request.log, 'kept-ended').find((e) => e.data.keptId === keptId)?.data;
  const finished = allOf(request.log, 'kept-finished').some((e) => e.data.keptId === keptId);
  const open = ended?.left ?? collections;
  return {
    keptId,
    reference: referenceOf(request.requestId),
    until,
    state: !ended ? 'kept' : ended.left.length > 0 && !finished ? 'left' : 'done',
    what: open.map(({ storeId, collection, rows }) => `${storeId}.${collection}: ${rows}`).join(', '),
  };
}

/** The keys of the rows, for staff who have to look at them. Personal data: printed, never logged. */
export async function keptRows(deps: Deps, keptId: string) {
  await requestOf(deps, keptId);
  const { stores } = await findKept(deps, keptId);
  return stores.flatMap(({ storeId, collections }) =>
    collections.flatMap((c) => c.rows.map(({ collection, key }) => ({ storeId, collection, key }))),
  );
}

/** Records that staff have dealt with what was left, so that the desk forgets its keys. */
export async function finishKept(deps: Pick<Deps, 'register'>, keptId: string): Promise<string> {
  const request = await requestOf(deps, keptId);
  const ended = allOf(request.log, 'kept-ended').find((e) => e.data.keptId === keptId);
  if (!ended) throw new CommandError(`${keptId} is still kept by law: nothing to finish`);
  await deps.register.append(request.requestId, `finish-${keptId}`, () => ({
    type: 'kept-finished',
    data: { keptId },
    actor: { kind: 'staff' },
  }));
  return `${keptId} is recorded as done. What was sealed for it becomes unreadable at the next sweep.`;
}

async function requestOf({ register }: Pick<Deps, 'register'>, keptId: string): Promise<DataSubjectRequest> {
  const request = await register.find(keptId.replace(/-kept-.*$/, ''));
  if (!request || !keptUntil(request).some((kept) => kept.keptId === keptId))
    throw new CommandError(`no retention has the id ${keptId}`);
  return request;
}

import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf, lastOf } from '../../domain/log-entries';
import { isHistoryLost } from '../../domain/lost-history';
import { machineFor } from '../../domain/machine';
import { hasNewerEvents } from '../../domain/newer-events';
import { uncheckedOffer } from '../../domain/proof-of-details';

type Deps = Pick<DeskDeps, 'register' | 'workflow'>;

/**
 * Makes sure that an execution drives the request; where the last one is lost, starts the next version from
 * the register. Harmless to repeat: names are `requestId-vN`, the version is in the log before the start, and
 * every step finds in the log what is already done. An execution that asked for a decision ends when staff
 * restart the search, or the requester offers a proof meanwhile, and the next one does that.
 */
export async function ensureDriver(deps: Deps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const machine = machineFor(request);
  if (!machine || hasNewerEvents(request.log) || isHistoryLost(request.log)) return;
  const last = lastOf(request.log, 'workflow-started');
  if (last?.data.machine === machine && last.seq > leftBehindBy(request)) {
    const state = await deps.workflow.state(machine, executionName(requestId, last.data.version));
    if (state === 'running') return;
    if (state === 'unknown') return start(deps, request, machine, last.data.version);
  }
  const version = (last?.data.version ?? 0) + 1 + lostStarts(request);
  const after = await deps.register.append(requestId, `start-v${version}`, () => ({
    type: 'workflow-started',
    data: { machine, version },
    actor: { kind: 'desk' },
  }));
  if (startedAs(after, version) === machine) await start(deps, request, machine, version);
}

/** The entry at which an execution that waited for a decision ended without one; 0 when there is none. */
function leftBehindBy(request: DataSubjectRequest): number {
  const offer = request.status === 'awaiting-decision' ? uncheckedOffer(request) : undefined;
  return Math.max(seqOf(request, 'search-renewed'), offer?.seq ?? 0);
}

/**
 * How many executions lost their start event by a restore. Their names are taken: an execution that has ended
 * keeps its name for ninety days.
 */
function lostStarts(request: DataSubjectRequest): number {
  const started = seqOf(request, 'workflow-started');
  return allOf(request.log, 'history-lost')
    .filter(({ seq }) => seq > started)
    .flatMap(({ data }) => data.lost)
    .filter(({ type }) => type === 'workflow-started').length;
}

/**
 * The machine of this version by the log: of two starts at once, from two readings of the log, one counts.
 */
function startedAs(request: DataSubjectRequest, version: number): string | undefined {
  return allOf(request.log, 'workflow-started').find((e) => e.data.version === version)?.data.machine;
}

function start(deps: Deps, request: DataSubjectRequest, machine: string, version: number): Promise<void> {
  const { requestId } = request;
  return deps.workflow.start(machine, executionName(requestId, version), { requestId });
}

export function executionName(requestId: string, version: number): string {
  return `${requestId}-v${version}`;
}

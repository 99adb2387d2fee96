import type { AuditReader } from '../../domain/evidence-store';
import { allOf } from '../../domain/log-entries';
import { nameOfThrown } from '../../domain/thrown';
import type { LostRequest } from './lost-request';
import type { Trace, TraceFact, TraceReader, TraceSource } from './traces';

/** A request that lost entries, with what is known of it from elsewhere. */
export interface LostRequestTraces extends LostRequest {
  /** Traces since the first lost entry, by time. */
  readonly known: readonly Trace[];
}

/** A place that could not be looked at, and why: the name of an error, or the variable that is not set. */
export interface UnreadablePlace {
  readonly source: TraceSource;
  readonly because: string;
}

/** Events that must not be repeated unseen, whatever the types of the lost entries suggest. */
const lastingFacts: ReadonlySet<TraceFact> = new Set<TraceFact>([
  'erasing',
  'erased',
  'reported',
  'packaged',
  'shredded',
]);

/**
 * Works out what was done about each request from the traces that a restore of the register leaves as they
 * are. It concludes nothing: a trace shows that something was done, a missing one shows nothing, and staff
 * decide.
 */
export async function tracesOfLostRequests(
  register: Pick<AuditReader, 'history'>,
  lost: readonly LostRequest[],
  readers: readonly TraceReader[],
): Promise<{ requests: LostRequestTraces[]; notAsked: UnreadablePlace[] }> {
  const asked = await Promise.all(lost.map((one) => withLog(register, one)));
  const notAsked: UnreadablePlace[] = [];
  const traces: Trace[] = [];
  for (const reader of lost.length === 0 ? [] : readers) {
    try {
      traces.push(...(await reader.of(asked.map(({ requestId, runs }) => ({ requestId, runs })))));
    } catch (error) {
      notAsked.push({ source: reader.source, because: nameOfThrown(error) });
    }
  }
  return { requests: asked.map((one, i) => withTraces(lost[i] as LostRequest, one, traces)), notAsked };
}

interface Asked {
  readonly requestId: string;
  readonly runs: number;
  /** What the log names is known without looking anywhere. */
  readonly log: string;
}

async function withLog(
  register: Pick<AuditReader, 'history'>,
  { requestId, lost }: LostRequest,
): Promise<Asked> {
  const log = await register.history(requestId);
  const started = allOf(log, 'workflow-started').map(({ data }) => data.version);
  const gone = lost.filter(({ type }) => type === 'workflow-started').length;
  return { requestId, runs: Math.max(0, ...started) + gone, log: JSON.stringify(log) };
}

function withTraces(one: LostRequest, { log }: Asked, traces: readonly Trace[]): LostRequestTraces {
  const since = one.lost.map(({ hour }) => hour).sort()[0] ?? '';
  const known = traces
    .filter(({ requestId, at }) => requestId === one.requestId && (at === undefined || at >= since))
    .filter(({ object }) => object === undefined || !log.includes(JSON.stringify(object)))
    .sort((a, b) => ((a.at ?? '~') < (b.at ?? '~') ? -1 : 1));
  const isDone = known.some(({ fact }) => lastingFacts.has(fact));
  return { ...one, known, suggests: one.suggests === 'go-on' && isDone ? 'by-person' : one.suggests };
}

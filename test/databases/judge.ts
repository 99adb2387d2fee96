import type { Outcome } from './drive';
import type { Intention } from './intention';
import { judgeAccess } from './judge-access';
import { judgeErasure } from './judge-erasure';
import type { Case } from './make-case';
import { difference, type Snapshot } from './snapshot';

/** A sentence of the desk that the comparison of before and after does not bear out. */
export interface Lie {
  /** A few words to count by. */
  readonly kind: string;
  readonly detail: string;
}

export interface Evidence {
  readonly one: Case;
  readonly intention: Intention;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly outcome: Outcome;
}

export interface Verdict {
  readonly lies: readonly Lie[];
  /** Everything that was intended was done, and nothing else. */
  readonly carriedOut: boolean;
}

/** Compares what was said with what is. Shares nothing with the desk but what the desk itself says. */
export function judge(evidence: Evidence): Verdict {
  const { outcome } = evidence;
  const right = evidence.one.right === 'access' ? judgeAccess(evidence) : judgeErasure(evidence);
  const stopped = outcome.ended === 'stopped' ? stoppedLies(evidence) : [];
  return { ...right, lies: [...right.lies, ...stopped, ...faultLies(outcome)] };
}

function stoppedLies({ before, after, outcome }: Evidence): Lie[] {
  const { gone, changed, added } = difference(before, after);
  const all = [...gone, ...changed, ...added];
  return [
    ...(all.length > 0
      ? [{ kind: 'stopped after something had changed', detail: `${outcome.cause}; ${all.join(', ')}` }]
      : []),
    ...(outcome.reasons.length === 0 && outcome.faults.length === 0
      ? [{ kind: 'stopped without a reason', detail: outcome.cause }]
      : []),
  ];
}

/** The server was there all the time: whoever says that it did not answer says what is not so. */
function faultLies({ faults }: Outcome): Lie[] {
  return faults
    .filter(({ kind }) => kind === undefined || kind === 'no-answer')
    .map(({ phase, code }) => ({
      kind: 'said that the database did not answer',
      detail: `${phase}: ${code}`,
    }));
}

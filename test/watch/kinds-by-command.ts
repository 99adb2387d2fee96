import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { TimerContext, TimerKind } from '../../functions/domain/timer';
import { timersOf } from '../../functions/domain/timers';

/** Which kind of timer a command belongs to, from all requests that were seen before it. */
export interface KindsByCommand {
  /** A request was loaded at an instant. */
  saw(request: DataSubjectRequest, now: string): void;
  of(requestId: string, commandId: string): TimerKind | undefined;
}

/**
 * Timers are worked out when a command asks for them: most requests that a sweep loads are followed by none.
 */
export function kindsByCommand(context: Pick<TimerContext, 'desk' | 'book'>): KindsByCommand {
  const known = new Map<string, TimerKind>();
  const unread = new Map<string, Map<string, () => void>>();
  return {
    saw: (request, now) => {
      const waiting = unread.get(request.requestId) ?? new Map<string, () => void>();
      waiting.set(`${request.log.at(-1)?.hash} ${now}`, () => {
        const timers = timersOf(request, { ...context, clock: { now: () => now } });
        for (const { key, kind } of timers) known.set(key, kind);
      });
      unread.set(request.requestId, waiting);
    },
    of: (requestId, commandId) => {
      for (const read of unread.get(requestId)?.values() ?? []) read();
      unread.delete(requestId);
      return known.get(commandId);
    },
  };
}

import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { TimerContext, TimerKind } from '../../functions/domain/timer';
import { timersOf } from '../../functions/domain/timers';

/** Finds the kind of timer to which a command belongs, from all requests that were seen before it. */
export interface KindsByCommand {
  /** Records that a request was loaded at an instant. */
  saw(request: DataSubjectRequest, now: string): void;
  of(requestId: string, commandId: string): TimerKind | undefined;
}

/**
 * Timers are calculated only when a command asks for them, since no command follows most requests that a
 * sweep loads.
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

import { plusDuration, startOfDay } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import { allOf, type EventOf } from './log-entries';
import { MORNING, type Timer, type TimerInput } from './timer';

const answers: ReadonlySet<string> = new Set([
  'recipient-promised',
  'recipient-confirmed',
  'recipient-declined',
]);

/** The last promise of a recipient, unless it has confirmed or declined since. */
export function promiseOf(
  { log }: DataSubjectRequest,
  recipientId: string,
): EventOf<'recipient-promised'> | undefined {
  const last = log.findLast(
    ({ type, data }) => answers.has(type) && 'recipientId' in data && data.recipientId === recipientId,
  );
  return last?.type === 'recipient-promised' ? last : undefined;
}

/** A promise that a recipient has neither kept nor taken back. */
export interface OpenPromise {
  readonly recipientId: string;
  /** Plain date. */
  readonly by: string;
  /** Keys of the question to the recipient on that day, and of the mail to staff when it stays silent. */
  readonly askKey: string;
  readonly silentKey: string;
}

/** The last promise of each recipient, while it is open. */
export function openPromises(request: DataSubjectRequest): OpenPromise[] {
  const all = allOf(request.log, 'recipient-promised');
  const ids = [...new Set(all.map((e) => e.data.recipientId))];
  return ids.flatMap((recipientId) => {
    const last = promiseOf(request, recipientId);
    if (!last) return [];
    const about = `${recipientId}-${all.filter((e) => e.data.recipientId === recipientId).length}`;
    const { by } = last.data;
    return [{ recipientId, by, askKey: `ask-recipient-${about}`, silentKey: `silent-recipient-${about}` }];
  });
}

/** Whether a promise is open about whose end staff do not know yet. */
export function isPromiseAwaited(request: DataSubjectRequest): boolean {
  return openPromises(request).some(
    ({ silentKey }) => !request.log.some(({ commandId }) => commandId === silentKey),
  );
}

/** How long a recipient that was asked again may stay silent before staff are told. */
const SILENT_AFTER = 'P14D';

/** A recipient is asked again on the day that it promised; staff are told when it stays silent. */
export function promiseTimers({ request, zone }: Pick<TimerInput, 'request' | 'zone'>): Timer[] {
  return openPromises(request)
    .flatMap(({ by, askKey, silentKey }): Timer[] => {
      const at = startOfDay(by, zone, MORNING);
      return [
        { kind: 'ask-recipient', key: askKey, at },
        { kind: 'tell-recipient-silent', key: silentKey, at: plusDuration(at, SILENT_AFTER, zone) },
      ];
    })
    .filter(({ key }) => !request.log.some(({ commandId }) => commandId === key));
}

import { Temporal } from 'temporal-polyfill';
import type { DataSubjectRequest } from './data-subject-request';
import { marksAsMisdated } from './date-marks';
import { isDelivered } from './delivered-mail';
import type { LoggedEvent } from './events';
import { allOf, type EventOf } from './log-entries';

type Extended = EventOf<'extended'>;

/** Key of the mail that notifies the requester of an extension. */
export function extensionKey({ seq }: Pick<Extended, 'seq'>): string {
  return `extension-${seq}`;
}

/**
 * Key of the message to staff that the extension moves no date, and of the entry that they had it; another
 * key where a wrong clock had said so before.
 */
export function mootKey({ log }: Pick<DataSubjectRequest, 'log'>, { seq }: Pick<Extended, 'seq'>): string {
  const key = `extension-moot-${seq}`;
  const before = mootNotes(log, seq).length;
  return before === 0 ? key : `${key}-${before + 1}`;
}

/**
 * Whether staff know that the extension moves no date, so that the requester need not be notified. What a
 * wrong clock found does not count.
 */
export function isMoot({ log }: Pick<DataSubjectRequest, 'log'>, { seq }: Extended): boolean {
  return mootNotes(log, seq).some((note) => !log.some((mark) => marksAsMisdated(mark, note)));
}

function mootNotes(log: readonly LoggedEvent[], seq: number): LoggedEvent[] {
  const key = `extension-moot-${seq}`;
  return log.filter(({ commandId }) => commandId === key || commandId.startsWith(`${key}-`));
}

/**
 * When the requester was notified of an extension: when the mail was sent, or the day on which the letter was
 * posted. Undefined while it was not sent, was refused or bounced: an extension counts only with its notice.
 */
export function extensionNotifiedAt(
  { log, received: { zone } }: DataSubjectRequest,
  extended: Extended,
): string | undefined {
  const key = extensionKey(extended);
  const told = allOf(log, 'mailed').find((mail) => mail.data.key === key && isDelivered(log, mail));
  const posted = told?.data.postedOn;
  if (!told || posted === undefined) return told?.at;
  const morning = Temporal.PlainDate.from(posted).toZonedDateTime(zone).toInstant();
  const began = morning.toString({ smallestUnit: 'millisecond' });
  return began > extended.at ? began : extended.at;
}

/**
 * The request as it will be once the notice was sent and arrived, whatever bounced of an earlier try that a
 * crash left unrecorded. `at`: instant.
 */
export function asIfNotified(
  request: DataSubjectRequest,
  extended: Extended,
  at: string,
): DataSubjectRequest {
  const { requestId, log } = request;
  const place = { requestId, seq: log.length + 1, at, commandId: 'as-if', prev: '', hash: '' };
  const data = { key: extensionKey(extended), kind: 'extension-notice', to: 'requester' } as const;
  const others = log.filter((event) => event.type !== 'mail-bounced' || event.data.key !== data.key);
  return { ...request, log: [...others, { type: 'mailed', data, actor: { kind: 'desk' }, ...place }] };
}

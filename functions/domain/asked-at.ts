import { Temporal } from 'temporal-polyfill';
import { isDelivered } from './delivered-mail';
import { doubtId } from './doubt-id';
import type { LoggedEvent } from './events';
import { allOf, type EventOf } from './log-entries';

/** What may pause a clock: a question to the requester, or a doubt, which is put to them as a question. */
export type PauseCause = EventOf<'question-asked'> | EventOf<'identity-doubted'>;

export interface Logged {
  readonly log: readonly LoggedEvent[];
  readonly received: { readonly zone: string };
}

/**
 * Instant at which the requester was asked: when the first mail that still counts was sent, or the day on
 * which the letter was posted. Undefined while the mail was refused or bounced: a question that was not
 * delivered stops no clock. Where the log has no mail at all, it counts from the entry itself.
 */
export function askedAt({ log, received: { zone } }: Logged, event: PauseCause): string | undefined {
  const id = event.type === 'question-asked' ? event.data.questionId : doubtId(numberOf(log, event));
  const isOfIt = (key: string) => key === id || key.startsWith(`${id}-again-`);
  const mails = allOf(log, 'mailed').filter(({ data }) => data.to === 'requester' && isOfIt(data.key));
  const left = mails.filter((mail) => isDelivered(log, mail)).map((mail) => sentAt(mail, zone));
  const [first] = left.sort();
  if (first !== undefined) return first > event.at ? first : event.at;
  const wasRefused = allOf(log, 'mail-failed').some(({ data }) => isOfIt(data.key));
  return mails.length > 0 || wasRefused ? undefined : event.at;
}

function numberOf(log: readonly LoggedEvent[], { seq }: PauseCause): number {
  return allOf(log, 'identity-doubted').filter((doubt) => doubt.seq <= seq).length;
}

function sentAt({ at, data }: EventOf<'mailed'>, zone: string): string {
  if (data.postedOn === undefined) return at;
  const morning = Temporal.PlainDate.from(data.postedOn).toZonedDateTime(zone).toInstant();
  return morning.toString({ smallestUnit: 'millisecond' });
}

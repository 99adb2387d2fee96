import { transientBounceText, undeliveredText } from '../../casework/mail/undelivered-text';
import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { isDelivered } from '../../domain/delivered-mail';
import { isUndelivered, type Undelivered } from '../../domain/undelivered';
import type { StaffDeps } from './staff-deps';
import type { UndeliveredRow } from './undelivered-mails';

/** Maximum number of rows, newest first; one mail may come back many times. */
const MOST = 20;

/** What happened to mails that did not arrive, newest first: no address and no name. */
export function undeliveredRows(
  { desk }: Pick<StaffDeps, 'desk'>,
  request: DataSubjectRequest,
): UndeliveredRow[] {
  const day = (at: string) => civilDateOf(at, desk.zone).toString();
  return request.log
    .filter(isUndelivered)
    .slice(-MOST)
    .reverse()
    .map((event) => {
      const what = isPassing(event) ? transientBounceText(event) : undeliveredText(event).trouble;
      return { on: day(event.at), what, ...sinceThen(request, event, day) };
    });
}

function isPassing(event: Undelivered): boolean {
  return event.type === 'mail-bounced' && !event.data.lasting;
}

/** What was done about it. Another address settles all mails to the one before. */
function sinceThen(
  { log }: DataSubjectRequest,
  { seq, type, data }: Undelivered,
  day: (at: string) => string,
): Pick<UndeliveredRow, 'since'> {
  if (type === 'mail-complained') return {};
  for (const event of log.filter((one) => one.seq > seq)) {
    if (event.type === 'address-given' && data.to === 'requester')
      return { since: { what: 'another-address', on: day(event.at) } };
    if (event.type === 'letter-settled' && event.data.key === data.key)
      return { since: { what: 'settled', on: day(event.at) } };
    if (event.type === 'mailed' && event.data.key === data.key && isDelivered(log, event))
      return {
        since: { what: event.data.postedOn ? 'posted' : 'mailed', on: event.data.postedOn ?? day(event.at) },
      };
  }
  return {};
}

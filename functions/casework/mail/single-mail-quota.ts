import { civilDateOf, plusDuration } from '../../domain/civil-time';
import { type DataSubjectRequest, wasMailed } from '../../domain/data-subject-request';
import type { EventData } from '../../domain/events';
import { isListed } from '../../domain/listed-mails';
import { isStrangersRequest } from '../../domain/strangers';
import type { MailingDeps } from './mailing-deps';
import type { Reader } from './send-list';
import { mailList } from './strangers-list';

/** Strangers' requests that staff get single mails about in a day. The others go into a list. */
export const MAX_SINGLE_MAILS_A_DAY = 10;

/** A mail to a member of staff or to the escalation address. */
interface StaffMail extends Pick<EventData['mailed'], 'key' | 'kind'> {
  readonly address: string;
}

/**
 * Whether a mail to staff may be sent by itself. It always may for requests that were proven or that staff
 * looked after; for requests that strangers make by the form, up to {@link MAX_SINGLE_MAILS_A_DAY} a day.
 * The first one beyond that makes a list at once; all others wait for the hourly list, which the watch
 * sends.
 */
export async function mayMailSingly(
  deps: MailingDeps,
  request: DataSubjectRequest,
  mail: StaffMail,
): Promise<boolean> {
  if (!isStrangersRequest(request)) return true;
  if (isListed(request, mail.key)) return false;
  const { clock, desk } = deps;
  const day = civilDateOf(clock.now(), desk.zone).toString();
  const ends = plusDuration(clock.now(), 'P2D', desk.zone);
  const place = (name: string, limit: number) =>
    deps.items.takePlace(`${name}:${day}`, request.requestId, limit, ends);
  if (await place('strangers', MAX_SINGLE_MAILS_A_DAY)) return true;
  const after = await putOnList(deps, request, mail);
  if (await place('strangers-first', 1))
    await mailList(deps, [after], { readers: [readerOf(mail)], keys: [mail.key] });
  return false;
}

function readerOf({ key, address }: StaffMail): Reader {
  return { id: key.split(':').at(-1) ?? '', address };
}

function putOnList(
  deps: MailingDeps,
  { requestId }: DataSubjectRequest,
  { key, kind }: StaffMail,
): Promise<DataSubjectRequest> {
  const until = nextHour(deps.clock.now());
  return deps.register.append(requestId, `listed-${key}`, (now) =>
    wasMailed(now, key)
      ? undefined
      : {
          type: 'mail-held',
          data: { key, kind, to: 'staff', because: 'staff-list', until },
          actor: { kind: 'desk' },
        },
  );
}

/** Lists go out on the hour, so that no record of the last one is needed. */
export function nextHour(now: string): string {
  return plusDuration(`${now.slice(0, 13)}:00:00.000Z`, 'PT1H', 'UTC');
}

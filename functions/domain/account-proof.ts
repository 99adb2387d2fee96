import type { DataSubjectRequest } from './data-subject-request';
import type { EventType, LoggedEvent } from './events';
import { allOf } from './log-entries';

type Logged = Pick<DataSubjectRequest, 'log'>;

/**
 * Which address the account must have: `own/…` for the one that the request came with, or the one that the
 * requester named because nothing was found by their own. Undefined where several were named, because a
 * log-in to one account says nothing about the others. The entry that gave the address is part of it, so that
 * a log-in does not count for an address with which staff replaced it.
 */
export function accountPlace({ log }: Logged): string | undefined {
  const named = allOf(log, 'identifiers-given');
  const [given] = named;
  if (!given) return `own/${Math.max(seqOfLast(log, 'address-given'), seqOfLast(log, 'form-read'))}`;
  const isOneAddress = named.length === 1 && given.data.count === 1 && given.data.addresses === 1;
  const isProven = allOf(log, 'identifier-proven').some(({ data }) => data.given === given.seq);
  return isOneAddress && isProven ? `${given.seq}/email/0` : undefined;
}

/** Whether the shop's server confirmed a log-in for the address that counts now. */
export function isConfirmedByAccount(request: Logged): boolean {
  const place = accountPlace(request);
  return allOf(request.log, 'account-confirmed').some(({ data }) => data.place === place);
}

function seqOfLast(log: readonly LoggedEvent[], type: EventType): number {
  return log.findLast((event) => event.type === type)?.seq ?? 0;
}

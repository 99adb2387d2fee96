import { wakeDriver } from '../../casework/driver/wake';
import { namedIdentifiers, requesterFacts } from '../../casework/evidence/requester-facts';
import { hashToken } from '../../casework/links/issue-link';
import { findLink } from '../../casework/links/open-link';
import { LOGIN_MINUTES } from '../../domain/account-login';
import { accountPlace } from '../../domain/account-proof';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { awaitsHighProof } from '../../domain/details-proof';
import type { EventData, NewEvent } from '../../domain/events';
import { allows } from '../../domain/guards';
import { folded } from '../../domain/identity-values';
import { requestIdIn } from '../../domain/reference';
import type { AccountBody } from './account-body';
import { MAX_CLOCK_SKEW_MINUTES } from './signed-call';

export type ConfirmAccountDeps = Pick<
  DeskDeps,
  'register' | 'vault' | 'items' | 'workflow' | 'clock' | 'desk' | 'book'
>;

/**
 * `not-theirs`: the value, the reference and the address do not belong together, or the value has expired;
 * the caller does not learn which. `not-needed`: nothing more has to be proven.
 */
export type AccountConfirmation = 'confirmed' | 'not-theirs' | 'too-old' | 'ahead' | 'not-needed';

/**
 * Records that the requester logged in to their account, so that the data itself may be shown to them (11 CCR
 * 7061(a), which requires a new log-in). Only for calls that the shop's server signed. Repeating the call
 * changes nothing.
 */
export async function confirmAccount(
  deps: ConfirmAccountDeps,
  keyId: string,
  body: AccountBody,
): Promise<AccountConfirmation> {
  const minutes = minutesBetween(body.loggedInAt, deps.clock.now());
  if (minutes > LOGIN_MINUTES) return 'too-old';
  if (minutes < -MAX_CLOCK_SKEW_MINUTES) return 'ahead';
  const request = await requestOf(deps, body);
  if (!request || !(await isTheirs(deps, request, body.customer.value))) return 'not-theirs';
  const { requestId } = request;
  const commandId = `account-${hashToken(body.once).slice(0, 20)}`;
  const after = await deps.register.append(requestId, commandId, (now) =>
    confirmation(deps, now, keyId, body),
  );
  if (!after.log.some((event) => event.commandId === commandId)) return 'not-needed';
  await wakeDriver(deps, requestId);
  return 'confirmed';
}

function minutesBetween(loggedInAt: string, now: string): number {
  return (Date.parse(now) - Date.parse(loggedInAt)) / 60_000;
}

/** The one-time value belongs to one request; the reference must be that of the same request. */
async function requestOf(
  deps: ConfirmAccountDeps,
  { once, reference }: AccountBody,
): Promise<DataSubjectRequest | undefined> {
  const link = await findLink(deps, 'account-login', once);
  if (link.state !== 'open' || link.token.requestId !== requestIdIn(reference)) return undefined;
  return deps.register.find(link.token.requestId);
}

/** Whether the account's address is the proven address by which the requester's records are found. */
async function isTheirs(
  deps: ConfirmAccountDeps,
  request: DataSubjectRequest,
  address: string,
): Promise<boolean> {
  const place = accountPlace(request);
  if (place === undefined) return false;
  const wanted = place.startsWith('own/')
    ? (await requesterFacts(deps, request)).email
    : (await namedIdentifiers(deps, request)).find(({ kind, isProven }) => kind === 'email' && isProven)
        ?.value;
  return wanted !== undefined && folded('email', wanted) === folded('email', address);
}

function confirmation(
  deps: ConfirmAccountDeps,
  request: DataSubjectRequest,
  keyId: string,
  { loggedInAt }: AccountBody,
): NewEvent | undefined {
  const place = accountPlace(request);
  if (place === undefined || !awaitsHighProof(deps, request)) return undefined;
  const data: EventData['account-confirmed'] = { method: 'account', place, keyId, loggedInAt };
  const event: NewEvent = { type: 'account-confirmed', data, actor: { kind: 'requester' } };
  return allows(request, event) ? event : undefined;
}

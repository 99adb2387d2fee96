import { ensureDriver } from '../../casework/driver/ensure-driver';
import { linkRequests } from '../../casework/queue/link-requests';
import { linkToOpenCopies } from '../../casework/queue/opt-outs-of-address';
import { SIGNALLED_RIGHT } from '../../casework/queue/signal-turns';
import { hasHappened } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { governingLaws } from '../../domain/governing-laws';
import { nicknameFrom } from '../../domain/nickname';
import { OWN_ADDRESS } from '../../domain/person-queue';
import type { SignalBody, SignalledCustomer } from './signal-body';
import { findSignalTarget, type SignalTarget } from './signal-target';

export type ReceiveSignalDeps = Pick<
  DeskDeps,
  'register' | 'vault' | 'items' | 'workflow' | 'clock' | 'desk' | 'map' | 'book'
>;

/**
 * Turns a known customer's signal into an opt-out request, once, and makes sure that it is carried out. Only
 * for calls that the shop's server signed; otherwise anybody could opt out anybody. No mail is sent; the shop
 * shows the status. Every part may be repeated.
 */
export async function receiveSignal(
  deps: ReceiveSignalDeps,
  keyId: string,
  body: SignalBody,
): Promise<SignalTarget> {
  const place = await findSignalTarget(deps, body.customer, body);
  const { requestId } = place;
  if (place.current?.status === 'closed') return place;
  if (!place.current) await openRequest(deps, requestId, body);
  if (!isSignalRecorded(place)) await linkOthers(deps, place, body.customer);
  const standing = await recordSignal(deps, place, keyId, body);
  if (!hasHappened(standing, 'workflow-started')) await ensureDriver(deps, requestId);
  return { ...place, current: standing };
}

async function openRequest(
  deps: ReceiveSignalDeps,
  requestId: string,
  { customer, livesIn }: SignalBody,
): Promise<void> {
  const { desk } = deps;
  const receivedAt = deps.clock.now();
  await deps.vault.adopt(requestId);
  await deps.register.open(requestId, 'received', {
    type: 'received',
    data: {
      right: SIGNALLED_RIGHT,
      regimes: governingLaws(deps, SIGNALLED_RIGHT, { livesIn, receivedAt }),
      channel: 'signal',
      receivedAt,
      place: desk.place,
      zone: desk.zone,
      forWhom: 'self',
      relation: 'customer',
      nickname: nicknameFrom(await deps.vault.derive(requestId, 'nickname')),
    },
    sealed: await deps.vault.seal(requestId, { email: customer.value }),
    actor: { kind: 'requester' },
  });
}

/**
 * The signal is recorded last: if it is missing, the call that opened the request was cut short, and the
 * steps are repeated.
 */
function isSignalRecorded({ current: standing }: SignalTarget): boolean {
  return standing !== undefined && hasHappened(standing, 'opt-out-signalled');
}

/**
 * Only the first request of a year is linked with the requester's other requests, because hundreds would push
 * the others out of the index. A later one is only named in the copies that are being made; a copy that is
 * asked for afterwards finds the newest by itself.
 */
function linkOthers(
  deps: ReceiveSignalDeps,
  place: SignalTarget,
  { value }: SignalledCustomer,
): Promise<void> {
  const { requestId } = place;
  if (isRepeated(place)) return linkToOpenCopies(deps, requestId, value);
  return linkRequests(deps, requestId, [{ kind: 'email', value, place: OWN_ADDRESS }]);
}

function isRepeated({ turn }: SignalTarget): boolean {
  return turn > 1;
}

function recordSignal(deps: ReceiveSignalDeps, place: SignalTarget, keyId: string, body: SignalBody) {
  const { signal, allowsSince, programme } = body;
  const again = isRepeated(place) ? { again: true as const } : {};
  return deps.register.append(place.requestId, 'signalled', () => ({
    type: 'opt-out-signalled',
    data: {
      signal,
      keyId,
      ...again,
      ...(allowsSince ? { allowsSince } : {}),
      ...defined({ programme }),
    },
    actor: { kind: 'requester' },
  }));
}

import { arrivalOf } from '../../domain/arrival-of';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { ShreddedError, UnreadableItemError } from '../../domain/errors';
import type { NewEvent } from '../../domain/events';
import { isRequestId, requestIdOf } from '../../domain/new-request-id';
import { nicknameFrom } from '../../domain/nickname';
import type { InboxItem } from '../../domain/ports';
import { isUnread } from '../../domain/received-as';
import { RequestForm } from '../../domain/request-form';
import { isRight } from '../../domain/rights';
import { wasOverBefore } from '../../domain/was-over-before';
import { askOnceMore } from '../../mailing/ask-once-more';
import { lawsOfNew } from '../../queue/asked-about';
import { noteOptOut } from '../../queue/opt-outs-of';
import { setOut } from './set-out';

type Deps = Pick<
  DeskDeps,
  'register' | 'vault' | 'inbox' | 'items' | 'mailbox' | 'workflow' | 'clock' | 'desk' | 'map' | 'book'
>;

/**
 * `unreadable`: it cannot be opened, or holds no form that this desk knows. It stays in the inbox, and the
 * watch looks after it.
 */
export type Taken = 'received' | 'gone' | 'unreadable';

/**
 * Takes a request from the inbox into the register: the clock has been running since it arrived. Each part
 * may be repeated, in any order of crashes.
 */
export function receive(deps: Deps) {
  return async ({ requestId }: { requestId: string }): Promise<Taken> => {
    const item = await deps.inbox.find(requestId);
    if (!item) return 'gone';
    try {
      await takeIn(deps, item);
    } catch (error) {
      if (error instanceof UnreadableItemError) return 'unreadable';
      throw error;
    }
    return 'received';
  };
}

async function takeIn(deps: Deps, item: InboxItem): Promise<void> {
  const form = await formIn(deps, item);
  const request = await openFor(deps, item, form);
  await noteOptOut(deps, request);
  await setOut(deps, request);
  if (request.log.length > 1) await askOnceMore(deps, request.requestId, arrivalOf(deps, item.receivedAt));
  await deps.inbox.remove(item.requestId);
}

/**
 * The request that an item belongs to: the one under its id, or, where that was over before the item came,
 * the next one of the same form. Its id is derived, so a
 * repetition finds it again.
 */
async function openFor(deps: Deps, item: InboxItem, form: RequestForm): Promise<DataSubjectRequest> {
  for (let requestId = item.requestId, turn = 2; ; turn += 1) {
    await deps.vault.adopt(requestId);
    const request = await register(deps, { ...item, requestId }, form).catch((error: Error) =>
      shredded(deps, requestId, error),
    );
    if (!wasOverBefore(request, item.receivedAt)) return request;
    requestId = requestIdOf(item.requestId, { turn });
  }
}

async function formIn(deps: Deps, item: InboxItem): Promise<RequestForm> {
  if (!isRequestId(item.requestId)) throw new UnreadableItemError('the item bears no id of a request');
  const form = RequestForm.safeParse(await deps.vault.open(item));
  if (!form.success) throw new UnreadableItemError('the item holds no form that this desk knows');
  return form.data;
}

/** A request that ended long ago and has no key any more: its form came once more. */
async function shredded(deps: Deps, requestId: string, error: Error): Promise<DataSubjectRequest> {
  const request = error instanceof ShreddedError ? await deps.register.find(requestId) : undefined;
  if (!request) throw error;
  return request;
}

async function register(deps: Deps, item: InboxItem, form: RequestForm): Promise<DataSubjectRequest> {
  const { requestId } = item;
  const { data, sealed } = await contentsOf(deps, item, form);
  const { place, zone } = deps.desk;
  const received = {
    ...data,
    channel: 'form',
    nickname: nicknameFrom(await deps.vault.derive(requestId, 'nickname')),
    receivedAt: arrivalOf(deps, item.receivedAt),
    place,
    zone,
  } as const;
  const actor = { kind: 'requester' } as const;
  const receipt: NewEvent = { type: 'received', data: received, sealed, actor };
  const request = await deps.register.open(requestId, 'received', receipt);
  if (!isUnread(request) || wasOverBefore(request, item.receivedAt)) return request;
  const read: NewEvent = { type: 'form-read', data, sealed, actor };
  return deps.register.append(requestId, 'form-read', (now) => (isUnread(now) ? read : undefined));
}

async function contentsOf(deps: Deps, { requestId, receivedAt }: InboxItem, form: RequestForm) {
  const { right, forWhom, relation, wants, ...facts } = form;
  if (!isRight(right)) throw new UnreadableItemError('the form names no right');
  return {
    data: {
      right,
      ...(await lawsOfNew(deps, right, { form, receivedAt: arrivalOf(deps, receivedAt) })),
      forWhom,
      relation,
      ...(wants ? { wants } : {}),
    },
    sealed: await deps.vault.seal(requestId, filled(facts)),
  };
}

function filled(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value));
}

import type { AdmissionDeps } from '../../casework/admission/admission-deps';
import { admit } from '../../casework/admission/admit';
import { askOnceMore } from '../../casework/mail/ask-once-more';
import { arrivalOf } from '../../domain/arrival-of';
import type { DeskDeps } from '../../domain/desk-deps';
import { UnreadableItemError } from '../../domain/errors';
import { isRequestId } from '../../domain/new-request-id';
import type { InboxItem } from '../../domain/ports';
import { RequestForm } from '../../domain/request-form';

type Deps = AdmissionDeps & Pick<DeskDeps, 'inbox'>;

/**
 * `unreadable`: it cannot be opened, or holds no form that this desk knows. It stays in the inbox, and the
 * watch tries it again.
 */
export type ReceiveResult = 'received' | 'gone' | 'unreadable';

/**
 * Admits a request from the inbox. Its clock has been running since it arrived. Each part may be repeated, in
 * any order of crashes.
 */
export async function receive(deps: Deps, { requestId }: { requestId: string }): Promise<ReceiveResult> {
  const item = await deps.inbox.find(requestId);
  if (!item) return 'gone';
  try {
    await admitItem(deps, item);
  } catch (error) {
    if (error instanceof UnreadableItemError) return 'unreadable';
    throw error;
  }
  return 'received';
}

async function admitItem(deps: Deps, item: InboxItem): Promise<void> {
  const receivedAt = arrivalOf(deps, item.receivedAt);
  const request = await admit(deps, {
    requestId: item.requestId,
    form: await formIn(deps, item),
    receivedAt,
    by: { channel: 'form', notedAt: item.receivedAt },
  });
  if (request.log.length > 1) await askOnceMore(deps, request.requestId, receivedAt);
  await deps.inbox.remove(item.requestId);
}

async function formIn(deps: Deps, item: InboxItem): Promise<RequestForm> {
  if (!isRequestId(item.requestId)) throw new UnreadableItemError('the item has no valid request id');
  const form = RequestForm.safeParse(await deps.vault.open(item));
  if (!form.success) throw new UnreadableItemError('the item holds no form of a known shape');
  return form.data;
}

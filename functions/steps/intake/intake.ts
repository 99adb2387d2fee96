import type { DeskDeps } from '../../domain/desk-deps';
import { requestIdOf } from '../../domain/new-request-id';
import type { InboxItem } from '../../domain/ports';
import type { RequestForm } from '../../domain/request-form';

export interface IntakeDeps extends Pick<DeskDeps, 'inbox' | 'clock' | 'desk' | 'book' | 'map'> {
  /** Seals a form under a new key of its own. Intake may make such keys and may open none. */
  readonly seal: (
    requestId: string,
    form: RequestForm,
  ) => Promise<Pick<InboxItem, 'sealed' | 'wrappedKey' | 'purpose'>>;
  /** Calls the receiving function for this item. It may fail: the watch looks into the inbox too. */
  readonly announce: (requestId: string) => Promise<void>;
}

/**
 * Puts a well-formed request into the inbox, sealed. It knows nothing else: whether the requester is known or
 * has asked before makes no difference to what it does or replies.
 */
export async function intake(deps: IntakeDeps, form: RequestForm, formId: string): Promise<void> {
  const requestId = requestIdOf(formId, form);
  const sealed = await deps.seal(requestId, form);
  const isNew = await deps.inbox.put({ requestId, receivedAt: deps.clock.now(), ...sealed });
  if (isNew) await deps.announce(requestId).catch(() => undefined);
}

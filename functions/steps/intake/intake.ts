import type { DeskDeps } from '../../domain/desk-deps';
import { requestIdOf } from '../../domain/new-request-id';
import type { InboxItem } from '../../domain/ports';
import type { RequestForm } from '../../domain/request-form';

export interface IntakeDeps extends Pick<DeskDeps, 'inbox' | 'clock' | 'desk' | 'book' | 'map'> {
  /** Seals a form under a fresh key of its own; intake may make such keys and may not open any. */
  readonly seal: (
    requestId: string,
    form: RequestForm,
  ) => Promise<Pick<InboxItem, 'sealed' | 'wrappedKey' | 'purpose'>>;
  /** Tells the receiving function to look into the inbox. May fail: the watch looks there too. */
  readonly announce: (requestId: string) => Promise<void>;
}

/**
 * Puts a well-formed request into the inbox, sealed, and knows nothing else: whether the person is known, has
 * asked before, or is anybody at all makes no difference
 * to what this function does or answers.
 */
export async function intake(deps: IntakeDeps, form: RequestForm, formId: string): Promise<void> {
  const requestId = requestIdOf(formId, form);
  const sealed = await deps.seal(requestId, form);
  const isNew = await deps.inbox.put({ requestId, receivedAt: deps.clock.now(), ...sealed });
  if (isNew) await deps.announce(requestId).catch(() => undefined);
}

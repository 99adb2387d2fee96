import type { DeskDeps } from '../../domain/desk-deps';
import type { HandOverReason, NewEvent } from '../../domain/events';
import { governingLaws } from '../../domain/governing-laws';
import { handOverReason } from '../../domain/hand-over-reason';
import { nicknameFrom } from '../../domain/nickname';
import type { InboxItem } from '../../domain/ports';
import { type EnteredForm, RequestForm } from '../../domain/request-form';
import { isReview, isRight, rights } from '../../domain/rights';
import { ensureDriver } from '../../driving/ensure-driver';
import { acknowledge } from '../../mailing/acknowledge';
import { askForProof } from '../../mailing/ask-for-proof';
import { mayWriteTo } from '../../mailing/mail-quota';
import { noteAppeal } from './note-appeal';

type Deps = Pick<
  DeskDeps,
  'register' | 'vault' | 'inbox' | 'items' | 'mailbox' | 'workflow' | 'clock' | 'desk' | 'map' | 'book'
>;

/** Takes a request from the inbox into the register: the clock has been running since it arrived. Each part may be repeated, in any order of crashes. */
export function receive(deps: Deps) {
  return async ({ requestId }: { requestId: string }): Promise<void> => {
    const item = await deps.inbox.find(requestId);
    if (item) await takeIn(deps, item);
  };
}

async function takeIn(deps: Deps, item: InboxItem): Promise<void> {
  const { requestId } = item;
  await deps.vault.adopt(requestId, item.wrappedKey);
  const form = RequestForm.parse(await deps.vault.unseal(requestId, item.sealed));
  await deps.register.open(requestId, 'received', await receipt(deps, item, form));
  await setOut(deps, requestId, form);
  await deps.inbox.remove(requestId);
}

async function receipt(deps: Deps, item: InboxItem, form: RequestForm): Promise<NewEvent> {
  if (!isRight(form.right)) throw new Error('the form names no right');
  const { email, name, message } = form;
  return {
    type: 'received',
    data: {
      right: form.right,
      regimes: governingLaws(deps, form.right, form.livesIn),
      channel: 'form',
      receivedAt: item.receivedAt,
      place: deps.desk.place,
      zone: deps.desk.zone,
      forWhom: form.forWhom,
      relation: form.relation,
      nickname: nicknameFrom(await deps.vault.derive(item.requestId, 'nickname')),
    },
    sealed: await deps.vault.seal(item.requestId, {
      email,
      ...(name ? { name } : {}),
      ...(message ? { message } : {}),
    }),
    actor: { kind: 'requester' },
  };
}

/** Proof first, or straight to the deed, or to a person. */
async function setOut(deps: Deps, requestId: string, form: RequestForm): Promise<void> {
  const silent = !(await mayMail(deps, form.email));
  if (isReview(form.right)) return takeReview(deps, requestId, form, { silent });
  if (isRight(form.right) && !rights[form.right].proof) return ensureDriver(deps, requestId);
  const reason = handOverReason(form);
  if (reason) return handOver(deps, requestId, reason, { silent });
  if (!silent) await askForProof(deps, requestId);
}

/** A complaint or an appeal: a person looks at it at once, and the request it is about learns of the appeal. */
export async function takeReview(
  deps: Omit<Deps, 'inbox'>,
  requestId: string,
  form: EnteredForm,
  how: { silent?: boolean } = {},
): Promise<void> {
  if (form.right === 'appeal') await noteAppeal(deps, requestId, form);
  await handOver(deps, requestId, form.right === 'appeal' ? 'appeal' : 'complaint', how);
}

export { handOverReason };

/** Gives a request to a person, and tells the requester so unless their mailbox has had its share for today. */
export async function handOver(
  deps: Omit<Deps, 'inbox'>,
  requestId: string,
  reason: HandOverReason,
  { silent = false }: { silent?: boolean } = {},
): Promise<void> {
  await deps.register.append(requestId, 'hand-over', () => ({
    type: 'handed-to-staff',
    data: { reason },
    actor: { kind: 'desk' },
  }));
  if (!silent) await acknowledge(deps, requestId);
  await ensureDriver(deps, requestId);
}

/** The limit is on mails, never on requests: a request beyond it is kept, but waits for its mail until the reminder. */
async function mayMail(deps: Deps, email: string): Promise<boolean> {
  await deps.vault.adopt('desk');
  return mayWriteTo(deps, email);
}

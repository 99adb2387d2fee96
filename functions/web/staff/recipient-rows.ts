import { liftedRecipient } from '../../casework/mail/mail-restriction-lifted';
import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import {
  everyRecipient,
  recipientsLeftOut,
  recipientsToTell,
  unclearRecipients,
} from '../../domain/recipients';
import type { FormTarget } from '../parts/form-parts';
import type { RecipientRow } from './recipient-statuses';

const steps = [
  'recipient-queued',
  'recipient-told',
  'recipient-promised',
  'recipient-confirmed',
  'recipient-declined',
] as const;
const words = {
  'recipient-queued': 'queued',
  'recipient-told': 'told',
  'recipient-confirmed': 'confirmed',
  'recipient-declined': 'declined',
  'recipient-promised': 'promised',
} as const satisfies Record<(typeof steps)[number], RecipientRow['what']>;

/**
 * Which recipients were informed of what and when, and which are still to be. A recipient that left the map
 * is shown by its id. `form` is present where the reader may inform a further one.
 */
export function recipientRows(
  { map, desk }: Pick<DeskDeps, 'map' | 'desk'>,
  request: DataSubjectRequest,
  form?: FormTarget,
): RecipientRow[] {
  const nameOf = (id: string) => everyRecipient(map).find((one) => one.id === id)?.name ?? id;
  const happened = new Map<string, RecipientRow>();
  for (const type of steps)
    for (const { at, data } of allOf(request.log, type))
      happened.set(data.recipientId, {
        ...{ name: nameOf(data.recipientId), what: words[type] },
        on: civilDateOf(at, desk.zone).toString(),
        ...('by' in data ? { by: data.by } : {}),
      });
  for (const { at, data } of allOf(request.log, 'mailed')) {
    const id = liftedRecipient(data.key);
    if (id)
      happened.set(id, {
        ...{ name: nameOf(id), what: 'told-lifted' },
        on: civilDateOf(at, desk.zone).toString(),
      });
  }
  const rest = (what: RecipientRow['what'], ids: readonly string[]): RecipientRow[] =>
    ids.filter((id) => !happened.has(id)).map((id) => ({ name: nameOf(id), what }));
  return [
    ...happened.values(),
    ...rest('to-be-told', idsOf(recipientsToTell(map, request))),
    ...rest('left-out', idsOf(recipientsLeftOut(map, request))),
    ...unclearRecipients(map, request).map(({ id, name }) => ({
      ...{ name, what: 'unclear' as const },
      ...(form ? { tell: posting(form, 'tell', id), spare: posting(form, 'spare', id) } : {}),
    })),
  ];
}

function posting(form: FormTarget, act: string, recipient: string): FormTarget {
  return { ...form, hidden: { ...form.hidden, act, recipient } };
}

function idsOf(recipients: readonly { readonly id: string }[]): string[] {
  return recipients.map(({ id }) => id);
}

import { defined } from '../../domain/defined';
import { UnreadableItemError } from '../../domain/errors';
import type { NewEvent } from '../../domain/events';
import { nicknameFrom } from '../../domain/nickname';
import type { EnteredForm } from '../../domain/request-form';
import { isRight } from '../../domain/rights';
import { lawsOfNewRequest } from '../queue/reviewed-request';
import type { AdmissionDeps } from './admission-deps';

/** A request as it reached the desk, whichever way it came. */
export interface Arrival {
  readonly requestId: string;
  readonly form: EnteredForm;
  /** Instant at which it reached the controller: the clock runs from there. */
  readonly receivedAt: string;
  readonly by: ByForm | ByStaff;
}

export interface ByForm {
  readonly channel: 'form';
  /** What the inbox says about when it came; decides whether a form that was sent again is a new request. */
  readonly notedAt: string;
}

export interface ByStaff {
  readonly channel: 'staff';
  readonly staffId: string;
  /** Letter, phone, mail, in person. */
  readonly cameBy: string;
}

export interface Receipt {
  /** Opens a log. */
  readonly received: Extract<NewEvent, { type: 'received' }>;
  /** Completes a log that was opened before the form could be read. */
  readonly formRead: Extract<NewEvent, { type: 'form-read' }>;
}

/**
 * The events that an arrival gives. Every field of the form is in them, those that say something about a
 * person sealed, so a new field reaches the register from the form and from staff alike.
 *
 * @throws UnreadableItemError when the form names no right
 */
export async function buildReceipt(deps: AdmissionDeps, arrival: Arrival): Promise<Receipt> {
  const { requestId, form, receivedAt, by } = arrival;
  const { right, forWhom, relation, wants, ...facts } = form;
  if (!isRight(right)) throw new UnreadableItemError('the form names no right');
  const data = {
    right,
    ...(await lawsOfNewRequest(deps, right, { form, receivedAt })),
    forWhom,
    relation,
    ...defined({ wants }),
  };
  const { place, zone } = deps.desk;
  const nickname = nicknameFrom(await deps.vault.derive(requestId, 'nickname'));
  const entry = by.channel === 'staff' ? { enteredBy: by.staffId } : {};
  const cameBy = by.channel === 'staff' ? { cameBy: by.cameBy } : {};
  const sealed = await deps.vault.seal(requestId, withoutEmpty({ ...facts, ...cameBy }));
  const actor =
    by.channel === 'staff' ? ({ kind: 'staff', id: by.staffId } as const) : ({ kind: 'requester' } as const);
  return {
    received: {
      type: 'received',
      data: { ...data, channel: by.channel, nickname, receivedAt, place, zone, ...entry },
      sealed,
      actor,
    },
    formRead: { type: 'form-read', data, sealed, actor },
  };
}

function withoutEmpty(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value));
}

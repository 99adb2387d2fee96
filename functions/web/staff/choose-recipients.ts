import { asIfDone } from '../../domain/as-if-done';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { NewEvent } from '../../domain/events';
import { isForAnother } from '../../domain/hand-over-reason';
import { everyRecipient, recipientState, recipientsToTell, unclearRecipients } from '../../domain/recipients';
import type { Right } from '../../domain/rights';
import { whoIsInformed } from '../../domain/who-is-informed';
import type { Fields } from '../form-fields';
import type { FieldErrors } from '../parts/form-parts';
import type { RecipientChoice, RecipientsChoiceFacts } from './recipients-choice';
import { readStaffText } from './staff-text';

type Deps = Pick<DeskDeps, 'map'>;

/** Maximum length of a text about recipients, in characters. */
const LONGEST = 2_000;

/** Rights for which recipients need staff's instruction to know what to do. */
const needInstruction: readonly Right[] = [
  'rectification',
  'objection',
  'automated-decision-review',
  'deindexation',
];

const FOR_WHOM = 'Write whom it is about and what they are to do, or tick those who are not told.';

/**
 * The recipients to inform once the request is carried out, as a form on which staff add and leave out.
 * Undefined where no recipient is informed of this right.
 */
export function recipientsChoice(deps: Deps, request: DataSubjectRequest): RecipientsChoiceFacts | undefined {
  if (whoIsInformed(request.right) === 'nobody') return undefined;
  const done = asIfDone(request);
  const due = idsOf(recipientsToTell(deps.map, done));
  const unclear = idsOf(unclearRecipients(deps.map, done));
  const recipients = everyRecipient(deps.map)
    .filter(({ id }) => recipientState(request, id) === 'not-told')
    .map(
      ({ id, name, purpose }): RecipientChoice => ({
        ...{ id, name, purpose },
        hears: due.has(id) ? 'due' : unclear.has(id) ? 'unclear' : 'no',
      }),
    );
  const instruction = needInstruction.includes(request.right) || isForAnother(request.received);
  const forAnother = isForAnother(request.received);
  return recipients.length > 0 ? { recipients, instruction, forAnother } : undefined;
}

/** What staff chose: an event with what is to be sealed, nothing, or what is wrong. */
export type ChosenOnForm =
  | { readonly errors: FieldErrors }
  | {
      readonly event?: Extract<NewEvent, { type: 'recipients-chosen' }>;
      readonly words?: Record<string, string>;
    };

/**
 * Reads the form: `left-ID` for those to leave out, `told-ID` for those to inform as well, `left-because`,
 * `told-what`. If nothing is ticked, nothing changes.
 */
export function chosenOnForm(
  deps: Deps,
  request: DataSubjectRequest,
  { fields, staffId }: { readonly fields: Fields; readonly staffId: string },
): ChosenOnForm {
  const choice = recipientsChoice(deps, request);
  if (!choice) return {};
  const ticked = (prefix: string, hears: readonly RecipientChoice['hears'][]) =>
    choice.recipients
      .filter((one) => hears.includes(one.hears) && fields[`${prefix}-${one.id}`] === 'yes')
      .map(({ id }) => id);
  const left = ticked('left', ['due']);
  const told = ticked('told', ['unclear', 'no']);
  const someHear =
    told.length > 0 || choice.recipients.some(({ id, hears }) => hears === 'due' && !left.includes(id));
  const because = left.length > 0 ? readStaffText(fields, 'left-because', LONGEST) : undefined;
  const what = choice.instruction && someHear ? readStaffText(fields, 'told-what', LONGEST) : undefined;
  const errors: FieldErrors = {
    ...(because && 'problem' in because ? { 'left-because': 'Say in facts why they are not told.' } : {}),
    ...(what && 'problem' in what
      ? {
          'told-what': choice.forAnother
            ? FOR_WHOM
            : 'Write what they are to do: which item is wrong, and what is right.',
        }
      : {}),
  };
  if (Object.keys(errors).length > 0) return { errors };
  if (left.length + told.length === 0 && !what) return {};
  const words = {
    ...(because && 'text' in because ? { because: because.text } : {}),
    ...(what && 'text' in what ? { instruction: what.text } : {}),
  };
  return {
    event: {
      type: 'recipients-chosen',
      data: { told, left, staffId },
      actor: { kind: 'staff', id: staffId },
    },
    words,
  };
}

function idsOf(recipients: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(recipients.map(({ id }) => id));
}

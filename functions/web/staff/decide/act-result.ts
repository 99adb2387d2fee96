import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { Fields } from '../../form-fields';
import type { FieldErrors } from '../../parts/form-parts';
import type { DecisionDoneFacts } from '../decision-done';
import type { FactorFirstFacts } from '../factor-first-view';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';

/**
 * The result of an act. `done`: the page that says so, the same when the form is sent twice. `shown`: the
 * decision page again, with a notice. `needs`: nothing was done, since this takes the authenticator app, and
 * why. `errors`: nothing was done, and these fields, by id, are wrong.
 */
export type ActResult =
  | { readonly done: DecisionDoneFacts['act'] }
  | { readonly shown: ShownNote }
  | { readonly needs: FactorFirstFacts['why'] }
  | { readonly errors: FieldErrors };

/** Notices on the decision page after a small act. */
export const shownNotes = {
  'left-out': 'It is left out. The person is told the ground, not the content.',
  given: 'It is given after all.',
  vouched: 'Noted, with your name. Now it can be approved.',
  'unread-settled': 'Noted, with your name. The person is told what you found.',
  'contested-settled': 'Noted, with your name. What would be given below is up to date.',
  'endings-ticked': 'Saved. Nothing has ended yet: look at it once more, and approve it below.',
  planned: 'Saved. Nothing is written yet: look at it once more, and approve it below.',
  'law-chosen': 'Noted, with your name. What would be given below is up to date.',
  classified: 'Noted. Now describe the field in the data map as well.',
} as const;

export type ShownNote = keyof typeof shownNotes;

export type Act<Page = StaffPage> = (deps: StaffDeps, page: Page, fields: Fields) => Promise<ActResult>;

export function hasCommand(request: DataSubjectRequest, commandId: string): boolean {
  return request.log.some((event) => event.commandId === commandId);
}

/** An error in one field of an act; ids begin with the act. */
export function fieldError(id: string, text: string): ActResult {
  return { errors: { [id]: text } };
}

/** Whether a form carries its one-time id, by which a double click is recognised as one act. */
export function isSubmissionId(once: string | undefined): once is string {
  return once !== undefined && /^[\w-]{8,32}$/.test(once);
}

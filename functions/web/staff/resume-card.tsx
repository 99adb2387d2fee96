import { noticedAct } from '../../domain/clearance';
import type { Right } from '../../domain/rights';
import { shownText } from '../../words/shown-text';
import { type FieldErrors, Form, type FormTarget } from '../parts/form-parts';
import { type Confirmation, TotpFields } from './totp-fields';

/** Posts `act` = `resume` and `totp`; error by `resume-totp`. */
export interface ResumeFacts {
  /** Absent while something else prevents it. */
  readonly form?: FormTarget;
  readonly confirmation: Confirmation;
  readonly reason?: string;
  /** Why the reader may not resume it, and who can. */
  readonly blocked?: string;
}

interface Props {
  readonly resume: ResumeFacts | undefined;
  readonly right: Right;
  readonly errors: FieldErrors;
}

/** The form that resumes an approved erasure or correction that was stopped. */
export function ResumeCard({ resume, right, errors }: Props) {
  if (!resume) return null;
  const what = noticedAct({ right });
  return (
    <div class="card">
      <h2>
        {what === 'erasure'
          ? 'The person paused the erasure'
          : 'Somebody with an address on file stopped the correction'}
      </h2>
      {resume.reason && <blockquote dir="auto">{shownText(resume.reason)}</blockquote>}
      <p>
        Talk to them. If it was right after all, the {what} can go on: the notice runs once more, and they can
        pause it again.
      </p>
      {resume.blocked ? (
        <p>{resume.blocked}</p>
      ) : resume.form ? (
        <Form action={resume.form.action} hidden={{ ...resume.form.hidden, act: 'resume' }}>
          <TotpFields confirmation={resume.confirmation} idPrefix="resume" error={errors['resume-totp']} />
          <button type="submit" class="stop">
            Let the {what} go on
          </button>
        </Form>
      ) : (
        <p>First settle who this is.</p>
      )}
    </div>
  );
}

import type { Right } from '../../domain/rights';
import { dateText } from '../../words/date-text';
import { rightLabels } from '../../words/right-labels';
import { shownName, shownText } from '../../words/shown-text';
import { FactList } from '../parts/fact-list';
import {
  type Choice,
  CodeField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextBox,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { Act } from './act-form';
import { KnownBecause } from './known-because';
import { NoteAnswer } from './note-answer';
import { QuestionsAsked } from './questions-asked-view';
import { ReachedOnField } from './reached-on-field';
import type { RequesterShown } from './requester-card';
import type { Confirmation } from './totp-fields';

/**
 * The mailed code was never typed, or several people fit. Two forms, each posting `act` (`known` | `doubt`),
 * `because`, `code`; errors by `known-because`, `known-code`, `known-totp`, `doubt-because`, `doubt-code`.
 * `known` posts `reached` too, where there is a doubt to settle.
 */
export interface IdentityTaskFacts extends PageFrame {
  readonly nickname: string;
  readonly right: Right;
  readonly requester: RequesterShown;
  readonly why: 'unverified' | 'ambiguous' | 'doubted';
  /** Plain dates. */
  readonly receivedOn: string;
  readonly dueOn: string;
  /** What staff asked the person meanwhile, with the answers. */
  readonly questions?: readonly { readonly question: string; readonly answer?: string }[];
  /** Open questions, with the form to note an answer that came by letter or telephone. */
  readonly noteAnswer?: FormTarget & { readonly open: readonly Choice[] };
  /** What confirms `known`; a mailed code alone may not be enough. */
  readonly known?: FormTarget & { readonly confirmation: Confirmation };
  readonly doubt?: FormTarget;
  /** Whether a recorded doubt pauses the clock under the ruling law. */
  readonly doubtPauses: boolean;
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

const WHY: Readonly<Record<IdentityTaskFacts['why'], string>> = {
  unverified:
    'We mailed a code, and nobody has typed it. Often the mail was only overlooked. Perhaps you know the person.',
  doubted: 'One of you doubts who this is, and the person was asked. Does the answer settle it?',
  ambiguous: 'More than one person in our data fits. The desk does not guess.',
};

function Known({ known, why, values = {}, errors = {} }: IdentityTaskFacts) {
  if (!known) return null;
  return (
    <div class="card">
      <h2>I know who this is</h2>
      <Act
        name="known"
        act="known"
        form={known}
        errors={errors}
        confirmation={known.confirmation}
        label="Go on with the request"
      >
        <KnownBecause
          hint="For instance: they called from the number on file, they stood in the shop, they wrote from their account."
          values={values}
          errors={errors}
        />
        {why === 'doubted' && <ReachedOnField prefix="known" errors={errors} values={values} />}
      </Act>
    </div>
  );
}

function Doubt({ doubt, doubtPauses, values = {}, errors = {} }: IdentityTaskFacts) {
  if (!doubt) return null;
  return (
    <div class="card">
      <h2>I doubt who this is</h2>
      <p>
        The person is asked to prove it, and told why.{' '}
        {doubtPauses ? 'The clock stops' : 'The clock does not stop'}
        {doubtPauses
          ? ' until they do; we keep reminding you of the original date.'
          : ' for that under this law.'}
      </p>
      <Form action={doubt.action} hidden={{ ...doubt.hidden, act: 'doubt' }}>
        <TextBox
          name="because"
          id="doubt-because"
          label="Because"
          hint="A real reason in this case. “We always ask” is not one."
          maxlength={1000}
          value={values['doubt-because']}
          error={errors['doubt-because']}
        />
        <CodeField id="doubt-code" error={errors['doubt-code']} />
        <button type="submit" class="stop">
          Record my doubt
        </button>
      </Form>
    </div>
  );
}

/**
 * The page on which staff say what only a person can say about who is asking. They may also do nothing: the
 * person's own link stays open.
 */
export function IdentityTask(facts: IdentityTaskFacts) {
  const { requester, errors = {} } = facts;
  return (
    <Layout frame={facts} title={`Who is asking? ${facts.nickname}`} failed={hasErrors(errors)}>
      <h1>Who is asking?</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">{WHY[facts.why]}</p>
      <div class="card">
        <FactList
          facts={[
            ['Request', facts.nickname],
            ['Asks us to', rightLabels(facts.right).askedByThem],
            ['Address', requester.email && <bdi>{shownName(requester.email)}</bdi>],
            ['By post or phone', requester.postal && <bdi>{shownName(requester.postal)}</bdi>],
            ['Name', requester.name && <bdi>{shownName(requester.name)}</bdi>],
            ['Received', dateText(facts.receivedOn, facts.lang)],
            ['Latest date', dateText(facts.dueOn, facts.lang)],
          ]}
        />
        {requester.message && (
          <>
            <h3>Message</h3>
            <blockquote dir="auto">{shownText(requester.message)}</blockquote>
          </>
        )}
      </div>
      <QuestionsAsked questions={facts.questions ?? []} />
      {facts.noteAnswer && (
        <NoteAnswer
          open={facts.noteAnswer.open}
          form={facts.noteAnswer}
          errors={errors}
          values={facts.values ?? {}}
        />
      )}
      <Known {...facts} />
      <Doubt {...facts} />
      <p class="hint">
        If you know nothing more, leave it. Before the latest date the person is told in writing that nobody
        confirmed the request, with a fresh link.
      </p>
    </Layout>
  );
}

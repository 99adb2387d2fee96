import type { CarriedSoFar } from '../../domain/carried-so-far';
import type { HandOverReason } from '../../domain/event-facts';
import { isReview } from '../../domain/rights';
import type { CaseField } from '../../words/case-fields';
import { rightSteps } from '../../words/right-steps';
import { shownText } from '../../words/shown-text';
import { handOverGuides } from '../../words/status-labels';
import type { TimelineFacts } from '../../words/timeline';
import { SelectField } from '../parts/form-choices';
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
import { NothingDone, outcomeChoices } from './case-outcomes';
import { OutcomeFields, Progress } from './case-parts';
import { DriftCard, type DriftFacts } from './drift-card';
import { Extend, type ExtendFacts } from './extend-act';
import { type GroundFacts, GroundFields } from './ground-fields';
import { CorrectionLeft, type CorrectionOutcome, LeftOpen, type LeftPlace } from './left-open-view';
import { LettersWaiting, type LettersWaitingFacts } from './letters-waiting-view';
import { LostEntries, type LostEntryView } from './lost-entries';
import { NoteAnswer } from './note-answer';
import { OnFileFields } from './on-file-fields';
import { OtherRequests, type OtherRequestsFacts } from './other-requests-view';
import { QuestionsAsked } from './questions-asked-view';
import { type RecipientRow, RecipientStatuses } from './recipient-statuses';
import { RecipientsChoice, type RecipientsChoiceFacts } from './recipients-choice';
import { RefuseOwnWords } from './refuse-own-words';
import { type AboutRequest, RequesterCard } from './requester-card';
import { ResumeCard, type ResumeFacts } from './resume-card';
import { ReviewedRequestCard, type ReviewFacts, TieReview } from './reviewed-request';
import { SettleDoubt } from './settle-doubt';
import { StaffDates } from './staff-dates';
import type { Confirmation } from './totp-fields';

/**
 * A request that a person carries out. Posts `outcome` (fulfilled | partly-fulfilled | refused |
 * nothing-found | unverified), `answer`, `ground` and `ground-LAW` (to refuse), `covers-all`, `in-file`,
 * `nothing-done`, `code`.
 */
export interface HandedOverFacts extends PageFrame, AboutRequest {
  readonly reason: HandOverReason;
  /** What to do, under the governing laws. Absent: the same under every law. */
  readonly steps?: readonly string[];
  /** The note of the colleague who handed it over. */
  readonly note?: string;
  /** What the form asked about this right, with the answers. */
  readonly answers?: readonly { readonly question: string; readonly answer: string }[];
  /** Of a complaint or an appeal: what it is about. */
  readonly review?: ReviewFacts;
  /**
   * The requester can be told how far it is. Posts `act` = `progress`, `words` and `code`; ids begin with
   * `progress-`.
   */
  readonly progress?: boolean;
  /** The fields that an outcome needs beside the answer. */
  readonly fields?: readonly CaseField[];
  /** What staff asked the person meanwhile, with the answers. */
  readonly questions?: readonly { readonly question: string; readonly answer?: string }[];
  /** Open questions, by id. */
  readonly noteAnswer?: readonly Choice[];
  /**
   * The person paused an approved erasure, and it can be resumed. Posts `act` = `resume` and `totp`; error by
   * `resume-totp`.
   */
  readonly resume?: ResumeFacts;
  /** A member of staff doubts who is asking. Until that is settled the desk does nothing by itself. */
  readonly settle?: { readonly confirmation: Confirmation };
  /** What the answer said is not done yet, in the same words: a sentence for each place. */
  readonly left?: readonly LeftPlace[];
  /** For a correction: what the desk wrote and what it did not, each a sentence. */
  readonly corrections?: CorrectionOutcome;
  /**
   * For a correction with which an account could be taken over: what to consider before anything is changed
   * by hand.
   */
  readonly takeover?: string;
  /** What the request's log lost. */
  readonly lost?: readonly LostEntryView[];
  /** The erasure stopped at something that was never approved. */
  readonly drift?: DriftFacts;
  /**
   * The desk can search again and ask for a new decision. Posts `act` = `search-again` and `code`; error by
   * `search-again-code`.
   */
  readonly searchAgain?: FormTarget;
  /** What must be sent by post. */
  readonly letters?: LettersWaitingFacts;
  readonly others?: OtherRequestsFacts;
  readonly timeline: TimelineFacts;
  /** Dates under further laws, doubts about a rule, laws not yet reviewed: one sentence each. */
  readonly dateNotes?: readonly string[];
  /**
   * Absent where no extension is lawful now. Posts `act` = `extend`, `ground`, `reason`, `code`; ids begin
   * with `extend-`.
   */
  readonly extend?: ExtendFacts;
  /** A law whose plain date stays, where another law would allow an extension. */
  readonly extensionHeldBy?: { readonly law: string; readonly day: string } | undefined;
  readonly grounds: GroundFacts;
  /**
   * For a refusal where no ground fits. Posts `act` = `refuse-own-words`, `answer`, and `totp`; ids begin
   * with `refuse-own-words-`. Absent where a refusal is not possible.
   */
  readonly ownWords?: { readonly confirmation: Confirmation; readonly name: string };
  /** How far the desk or the owner of a store has carried it out; absent: not at all. */
  readonly soFar?: CarriedSoFar;
  /** Why the reader may not refuse it, and who can, in a sentence. Absent where they may. */
  readonly notRefused?: string;
  /** Recipients that were informed already. */
  readonly told?: readonly RecipientRow[];
  /** Recipients to inform once it is done. Absent where there are none. */
  readonly recipients?: RecipientsChoiceFacts;
  /**
   * For a correction by hand with which an account could be taken over: how the reader confirms that it is
   * done.
   */
  readonly onFile?: Confirmation;
  readonly form: FormTarget;
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

function Who(facts: HandedOverFacts) {
  return (
    <RequesterCard {...facts}>
      {(facts.answers ?? []).map(({ question, answer }) => (
        <>
          <h3>{question}</h3>
          <blockquote dir="auto">{shownText(answer)}</blockquote>
        </>
      ))}
      {facts.note && (
        <>
          <h3>A colleague’s note</h3>
          <blockquote dir="auto">{shownText(facts.note)}</blockquote>
        </>
      )}
    </RequesterCard>
  );
}

function SearchAgain({ searchAgain, errors = {} }: HandedOverFacts) {
  if (!searchAgain) return null;
  return (
    <div class="card">
      <h2>Give it back to the desk</h2>
      <p>
        Have you corrected the data map or a store, or found out what was unclear? Then the desk searches from
        the beginning and asks all who decide for a new decision. What was approved but not carried out yet no
        longer counts, and records that the new search no longer finds are shown as undecided. The dates stay
        the same.
      </p>
      <Form action={searchAgain.action} hidden={{ ...searchAgain.hidden, act: 'search-again' }}>
        <CodeField id="search-again-code" error={errors['search-again-code']} />
        <button type="submit">Search again for a new decision</button>
      </Form>
    </div>
  );
}

function RecordOutcome({
  right,
  form,
  grounds,
  recipients,
  onFile,
  notRefused,
  soFar = 'nothing',
  fields = [],
  values = {},
  errors = {},
}: HandedOverFacts) {
  return (
    <>
      <h2>How it ended</h2>
      {notRefused && <p>{notRefused}</p>}
      <Form {...form}>
        <SelectField
          name="outcome"
          label="Outcome"
          empty="Choose"
          choices={outcomeChoices({ right, soFar, mayRefuse: !notRefused })}
          value={values.outcome}
          error={errors.outcome}
        />
        <NothingDone soFar={soFar} values={values} errors={errors} />
        {!isReview(right) && (
          <GroundFields
            facts={grounds}
            label="Ground, if it was refused in whole or in part"
            empty="None"
            errors={errors}
            values={values}
          />
        )}
        <OutcomeFields fields={fields} values={values} errors={errors} />
        <TextBox
          name="answer"
          label="What you did, for the person to read"
          hint="The mail adds the reference, and where to complain."
          rows={6}
          maxlength={4000}
          value={values.answer}
          error={errors.answer}
        />
        <RecipientsChoice choice={recipients} errors={errors} values={values} />
        <OnFileFields onFile={onFile} errors={errors} values={values} />
        <CodeField error={errors.code} />
        <button type="submit">Record it and answer the person</button>
      </Form>
    </>
  );
}

/** Why the desk did not go on by itself, what to do, by when, and the form that records how it ended. */
export function HandedOver(facts: HandedOverFacts) {
  const { errors = {} } = facts;
  const words = handOverGuides[facts.reason];
  const own = facts.reason === 'right-by-staff' ? (facts.steps ?? rightSteps[facts.right]) : undefined;
  return (
    <Layout frame={facts} title={`Look after ${facts.nickname}`} failed={hasErrors(errors)}>
      <h1>Look after {facts.nickname}</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">This request needs one of you. {words.why}</p>
      {facts.takeover && <p class="warn">{facts.takeover}</p>}
      <ol>
        {(own ?? words.steps).map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <LettersWaiting letters={facts.letters} />
      <LostEntries lost={facts.lost} />
      <LeftOpen left={facts.left} />
      <CorrectionLeft corrections={facts.corrections} />
      <DriftCard drift={facts.drift} errors={errors} />
      <Who {...facts} />
      <ReviewedRequestCard review={facts.review} />
      <OtherRequests others={facts.others} />
      <QuestionsAsked questions={facts.questions ?? []} />
      <NoteAnswer open={facts.noteAnswer} form={facts.form} errors={errors} values={facts.values ?? {}} />
      <StaffDates timeline={facts.timeline} dateNotes={facts.dateNotes} />
      <SettleDoubt settle={facts.settle} form={facts.form} errors={errors} values={facts.values ?? {}} />
      <ResumeCard resume={facts.resume} right={facts.right} errors={errors} />
      <SearchAgain {...facts} />
      <RecipientStatuses rows={facts.told ?? []} />
      <RecordOutcome {...facts} />
      {facts.ownWords && (
        <RefuseOwnWords
          {...facts.ownWords}
          soFar={facts.soFar}
          form={facts.form}
          errors={errors}
          values={facts.values ?? {}}
          field="answer"
          longest={4000}
        />
      )}
      {facts.progress && <Progress form={facts.form} values={facts.values ?? {}} errors={errors} />}
      <TieReview review={facts.review} form={facts.form} values={facts.values ?? {}} errors={errors} />
      <Extend
        extend={facts.extend}
        heldBy={facts.extensionHeldBy}
        form={facts.form}
        errors={errors}
        values={facts.values ?? {}}
      />
    </Layout>
  );
}

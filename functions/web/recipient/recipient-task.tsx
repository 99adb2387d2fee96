import { dateText } from '../../words/date-text';
import { shownText } from '../../words/shown-text';
import {
  ChoiceField,
  CodeField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextBox,
  TextField,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { type Written, WrittenText } from '../parts/written-text';
import { type SearchedFor, SearchedForList } from '../staff/searched-for-view';
import { CorrectedFields } from './corrected-fields';

/**
 * - `gate`: posts `code`; shows nothing about the data subject.
 * - `ask`: for a processor, posts `answer` (`done` | `nothing-held` | `promised` | `cannot`), `by` (for
 *   `promised`), `remark`. Another controller has nothing to post.
 * - `lifted`: a restriction has ended and the data may be used again; posts nothing.
 * - `done`: thank you. `promised`: recorded that it will be done by that day. `declined`: recorded that it
 *   cannot be done.
 * - `spent`: the link has ended; posts nothing and mails another. `sent`: it was sent. `wait`: no more can be
 *   sent until `next`, in words.
 */
export type RecipientTaskFacts = PageFrame & { readonly reference: string } & (
    | { readonly state: 'gate'; readonly form: FormTarget; readonly error?: string }
    | {
        readonly state: 'ask';
        readonly recipient: 'processor' | 'controller';
        readonly what: TodoKind;
        /** What staff wrote for the recipients: what was wrong, and what is right. */
        readonly instruction?: string;
        /** What the desk corrected in data that this recipient receives. */
        readonly corrections?: readonly { readonly what: string; readonly right: string | null }[];
        readonly identifiers: readonly SearchedFor[];
        /** Plain date by which the instruction must be carried out. */
        readonly dueOn: string;
        readonly form?: FormTarget;
        readonly values?: FieldValues;
        readonly errors?: FieldErrors;
      }
    | { readonly state: 'lifted'; readonly identifiers: readonly SearchedFor[] }
    | { readonly state: 'done' | 'declined' }
    /** Plain date. */
    | { readonly state: 'promised'; readonly by: string }
    | ({ readonly state: 'spent'; readonly form: FormTarget } & Written)
    | ({ readonly state: 'sent' } & Written)
    | ({ readonly state: 'wait'; readonly next: string } & Written)
  );

/** `as-written`: what the instruction says. */
type TodoKind =
  | 'erase'
  | 'correct'
  | 'restrict'
  | 'stop-sale'
  | 'stop-marketing'
  | 'stop-consented'
  | 'stop-profiling'
  | 'limit'
  | 'as-written';

type Ask = Extract<RecipientTaskFacts, { state: 'ask' }>;
type Dead = Extract<RecipientTaskFacts, { state: 'spent' | 'sent' | 'wait' }>;

const INSTRUCTIONS: Readonly<Record<Ask['what'], string>> = {
  erase: 'erase the data of this person',
  correct: 'correct the data of this person',
  restrict: 'keep the data of this person, and use it for nothing else until we tell you that this has ended',
  'stop-sale': 'no longer sell or share the data of this person',
  'stop-marketing': 'no longer use the data of this person for marketing',
  'stop-profiling':
    'no longer profile this person, or decide about them by machine, with the data that we gave you',
  'stop-consented': 'no longer use the data of this person where you rely on the consent that they gave us',
  limit: 'use the sensitive data of this person only for what they asked for',
  'as-written': 'do what is written below',
};

const ANSWERS = [
  { value: 'done', label: 'Done', hint: 'Carried out, also by those who work for us.' },
  { value: 'nothing-held', label: 'We hold nothing on this person' },
  {
    value: 'promised',
    label: 'It is under way, and done later',
    hint: 'Say by when below. We ask you again on that day.',
  },
  { value: 'cannot', label: 'We cannot, or only in part', hint: 'Say why below.' },
];

function Confirm({ form, values = {}, errors = {} }: Ask & { form: FormTarget }) {
  return (
    <Form {...form}>
      <ChoiceField
        name="answer"
        label="Please confirm"
        choices={ANSWERS}
        value={values.answer}
        error={errors.answer}
      />
      <TextField
        name="by"
        label="If later: done by"
        hint="At most a year from now."
        type="date"
        value={values.by}
        error={errors.by}
      />
      <TextBox
        name="remark"
        label="Remark (optional)"
        maxlength={1000}
        value={values.remark}
        error={errors.remark}
      />
      <button type="submit">Send</button>
    </Form>
  );
}

/**
 * The instruction that staff wrote; if there is none and the recipient could not act without one, whom to
 * ask.
 */
function Instruction({ what, instruction, identifiers, corrections = [], controller }: Ask) {
  if (instruction) return <blockquote dir="auto">{shownText(instruction)}</blockquote>;
  const isSaid = (what !== 'correct' && what !== 'as-written') || corrections.length > 0;
  if (isSaid && identifiers.length > 0) return null;
  return (
    <p>
      {isSaid ? 'Please ask us whom it is about:' : 'Please ask us what exactly:'}{' '}
      <a href={`mailto:${controller.contactEmail}`}>{controller.contactEmail}</a>.
    </p>
  );
}

/** Shows whom it is about; nothing if the requester acts for somebody else. */
function Whom({ identifiers }: Pick<Ask, 'identifiers'>) {
  if (identifiers.length === 0) return null;
  return (
    <div class="card">
      <SearchedForList identifiers={identifiers} />
    </div>
  );
}

function AskPage(facts: Ask) {
  const { controller, recipient, errors = {} } = facts;
  const instructed = recipient === 'processor';
  return (
    <Layout frame={facts} title="A data request that concerns you" failed={hasErrors(errors)}>
      <h1>A data request that concerns you</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        {instructed
          ? `${controller.legalName} instructs you to ${INSTRUCTIONS[facts.what]} by ${dateText(facts.dueOn, facts.lang)}.`
          : `${controller.legalName} once gave you data of this person. Following a request of this person we have to ${INSTRUCTIONS[facts.what]}; please do the same where the law binds you.`}
      </p>
      <Instruction {...facts} />
      <Whom identifiers={facts.identifiers} />
      <CorrectedFields corrections={facts.corrections} />
      {instructed && facts.form && <Confirm {...facts} form={facts.form} />}
      <p class="hint">Use this information for this purpose only. Reference: {facts.reference}</p>
    </Layout>
  );
}

function LiftedPage(facts: Extract<RecipientTaskFacts, { state: 'lifted' }>) {
  return (
    <Layout frame={facts} title="You may use this data again">
      <h1>You may use this data again</h1>
      <p class="lead">
        {facts.controller.legalName} had told you to keep the data of this person and to use it for nothing.
        That has ended: you may use it again as before, unless something else prevents it. There is nothing to
        answer.
      </p>
      <Whom identifiers={facts.identifiers} />
      <p class="hint">Use this information for this purpose only. Reference: {facts.reference}</p>
    </Layout>
  );
}

const DEAD_TITLES: Readonly<Record<Dead['state'], string>> = {
  spent: 'This link no longer works',
  sent: 'A fresh link is on its way',
  wait: 'No further mail for now',
};

function DeadLink(facts: Dead) {
  const title = DEAD_TITLES[facts.state];
  const { contactEmail } = facts.controller;
  return (
    <Layout frame={facts} title={title}>
      <h1>{title}</h1>
      {facts.state === 'spent' && (
        <Form {...facts.form}>
          <p class="lead">It has run out, or its code was wrong too often.</p>
          <button type="submit">Send me a fresh link and code</button>
        </Form>
      )}
      {facts.state === 'sent' && (
        <p class="lead">Check the mailbox that our first mail came to, and open the link in the new one.</p>
      )}
      {facts.state === 'wait' && (
        <p class="lead">
          The newest mail still works; we can send another one from {facts.next} at the earliest.
        </p>
      )}
      <WrittenText written={facts.written} />
      <p>
        Or write to <a href={`mailto:${contactEmail}`}>{contactEmail}</a> and name the reference{' '}
        {facts.reference}.
      </p>
    </Layout>
  );
}

function recordedWords(facts: RecipientTaskFacts): string {
  if (facts.state === 'promised')
    return `We ask you again on ${dateText(facts.by, facts.lang)}. If it is done before, tell us with the same link.`;
  return facts.state === 'declined'
    ? 'We have your answer and will get in touch. If you can do it after all, the link still works.'
    : 'We tell the person that you have confirmed it.';
}

/**
 * For those to whom the data was disclosed: what to do, for whom, and where to confirm it (Art. 19 GDPR, s
 * 1798.105(c) Cal. Civ. Code).
 */
export function RecipientTask(facts: RecipientTaskFacts) {
  if (facts.state === 'lifted') return <LiftedPage {...facts} />;
  if (facts.state === 'ask') return <AskPage {...facts} />;
  if (facts.state !== 'gate' && facts.state in DEAD_TITLES) return <DeadLink {...(facts as Dead)} />;
  const gate = facts.state === 'gate' ? facts : undefined;
  const title = gate ? 'A data request that concerns you' : 'Thank you, that is noted';
  return (
    <Layout frame={facts} title={title} failed={Boolean(gate?.error)}>
      <h1>{title}</h1>
      <ErrorSummary errors={{ code: gate?.error }} />
      {gate ? (
        <Form {...gate.form}>
          <p>It holds personal data. Type the code from our mail to read it.</p>
          <CodeField error={gate.error} />
          <button type="submit">Open</button>
        </Form>
      ) : (
        <p class="lead">{recordedWords(facts)}</p>
      )}
      <p class="hint">Reference: {facts.reference}</p>
    </Layout>
  );
}

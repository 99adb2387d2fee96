import type { Child } from 'hono/jsx';
import { dateText, durationText } from '../../words/date-text';
import { shownText } from '../../words/shown-text';
import {
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
import { type Written, WrittenText } from '../parts/written-text';

/**
 * - `code`: posts `code`; `fresh` posts nothing and mails the question again, with a new code.
 * - `ask`: posts `answer`.
 * - `done`: the answer has arrived. Without `question`, nobody has typed a code in this browser.
 * - `spent`: the link has expired or all tries are used.
 * - `sent`: a new mail was sent.
 * - `wait`: no more mails can be sent now; `next` says in words when the next one can.
 * - `over`: the request has ended, and no answer is needed.
 *
 * `answerBy` is a plain date, `linkLife` an ISO 8601 duration.
 */
export type AnswerQuestionFacts = PageFrame &
  Written & { readonly reference: string } & (
    | {
        readonly state: 'code';
        readonly form: FormTarget;
        readonly fresh: FormTarget;
        readonly error?: string;
      }
    | {
        readonly state: 'ask';
        readonly question: string;
        readonly answerBy: string;
        readonly form: FormTarget;
        readonly values?: FieldValues;
        readonly errors?: FieldErrors;
      }
    | { readonly state: 'done'; readonly question?: string; readonly answerBy: string }
    | { readonly state: 'spent'; readonly fresh: FormTarget; readonly because: 'time' | 'tries' }
    | { readonly state: 'sent'; readonly linkLife: string }
    | { readonly state: 'wait'; readonly next: string }
    | { readonly state: 'over' }
  );

type In<S extends AnswerQuestionFacts['state']> = Extract<AnswerQuestionFacts, { state: S }>;

interface Props {
  readonly facts: AnswerQuestionFacts;
  readonly title: string;
  readonly errors?: FieldErrors;
  readonly children: Child;
}

function Page({ facts, title, errors = {}, children }: Props) {
  return (
    <Layout frame={facts} title={title} failed={hasErrors(errors)}>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      {children}
      <p class="hint">
        {'answerBy' in facts &&
          `We answer your request by ${dateText(facts.answerBy, facts.lang)} at the latest. `}
        Reference: {facts.reference}
      </p>
    </Layout>
  );
}

function Question({ text }: { readonly text: string }) {
  return (
    <>
      <p>We asked:</p>
      <blockquote dir="auto">{shownText(text)}</blockquote>
    </>
  );
}

function Code(facts: In<'code'>) {
  const errors = facts.error ? { code: facts.error } : {};
  return (
    <Page facts={facts} title="A question about your request" errors={errors}>
      <p class="lead">Type the code from our mail to see the question and answer it.</p>
      <Form {...facts.form}>
        <CodeField error={facts.error} />
        <button type="submit">Go on</button>
      </Form>
      <Form {...facts.fresh}>
        <p>Is there no code in your mail? We can send you a mail with one, to the same address.</p>
        <button type="submit" class="quiet">
          Send me a mail with a code
        </button>
      </Form>
    </Page>
  );
}

function Ask(facts: In<'ask'>) {
  const { values = {}, errors = {} } = facts;
  return (
    <Page facts={facts} title="A question about your request" errors={errors}>
      <Question text={facts.question} />
      <Form {...facts.form}>
        <TextBox
          name="answer"
          label="Your answer"
          hint="No passwords, card numbers or copies of an identity card, please."
          rows={6}
          maxlength={4000}
          value={values.answer}
          error={errors.answer}
        />
        <button type="submit">Send my answer</button>
      </Form>
    </Page>
  );
}

function Done(facts: In<'done'>) {
  return (
    <Page facts={facts} title="Thank you for your answer">
      {facts.question !== undefined && <Question text={facts.question} />}
      <p class="lead">It has reached us. We are continuing with your request.</p>
    </Page>
  );
}

function Spent(facts: In<'spent'>) {
  return (
    <Page facts={facts} title="This link no longer works">
      <p class="lead">
        {facts.because === 'time' ? 'It has expired' : 'A wrong code was typed too often'}. Your request stays
        open, and so does our question.
      </p>
      <Form {...facts.fresh}>
        <button type="submit">Send me a fresh link and code</button>
      </Form>
      <p class="hint">They go to the same address as before.</p>
      <WrittenText written={facts.written} />
    </Page>
  );
}

function Sent(facts: In<'sent'>) {
  return (
    <Page facts={facts} title="A mail with a code is on its way">
      <p class="lead">
        Check your mailbox and open the link in the new mail. It and the code work for{' '}
        {durationText(facts.linkLife)}.
      </p>
      <WrittenText written={facts.written} />
    </Page>
  );
}

function Wait(facts: In<'wait'>) {
  return (
    <Page facts={facts} title="No further mail for now">
      <p class="lead">
        We mail a question at most three times an hour and six times a day. The newest mail that you have
        still works; we can send another one from {facts.next} at the earliest.
      </p>
      <p>
        Is it urgent? Write to{' '}
        <a href={`mailto:${facts.controller.contactEmail}`}>{facts.controller.contactEmail}</a> and name the
        reference.
      </p>
      <WrittenText written={facts.written} />
    </Page>
  );
}

function Over(facts: In<'over'>) {
  return (
    <Page facts={facts} title="This question needs no answer any more">
      <p class="lead">
        Your request has ended. Do you want to tell us something about it? Write to{' '}
        <a href={`mailto:${facts.controller.contactEmail}`}>{facts.controller.contactEmail}</a> and name the
        reference, or <a href="/">ask again</a>.
      </p>
      <WrittenText written={facts.written} />
    </Page>
  );
}

/** The page to answer a question of staff, for somebody who has typed the mailed code. */
export function AnswerQuestion(facts: AnswerQuestionFacts) {
  switch (facts.state) {
    case 'code':
      return <Code {...facts} />;
    case 'ask':
      return <Ask {...facts} />;
    case 'done':
      return <Done {...facts} />;
    case 'spent':
      return <Spent {...facts} />;
    case 'sent':
      return <Sent {...facts} />;
    case 'wait':
      return <Wait {...facts} />;
    default:
      return <Over {...facts} />;
  }
}

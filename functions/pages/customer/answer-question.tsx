import {
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextBox,
} from '../form-parts';
import { Layout, type PageFrame } from '../layout';
import { dateWords } from '../words/date-words';
import { shownText } from '../words/shown-text';

/** `ask` posts `answer`. `done` says thank you. */
export type AnswerQuestionFacts = PageFrame & {
  readonly reference: string;
  readonly question: string;
  /** Plain date by which the whole request is answered at the latest. */
  readonly answerBy: string;
} & (
    | {
        readonly state: 'ask';
        readonly form: FormTarget;
        readonly values?: FieldValues;
        readonly errors?: FieldErrors;
      }
    | { readonly state: 'done' }
  );

/** Staff asked something; here is the place to answer. */
export function AnswerQuestion(facts: AnswerQuestionFacts) {
  const errors = facts.state === 'ask' ? (facts.errors ?? {}) : {};
  const title = facts.state === 'ask' ? 'A question about your request' : 'Thank you for your answer';
  return (
    <Layout frame={facts} title={title} failed={hasErrors(errors)}>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <p>We asked:</p>
      <blockquote dir="auto">{shownText(facts.question)}</blockquote>
      {facts.state === 'ask' ? (
        <Form {...facts.form}>
          <TextBox
            name="answer"
            label="Your answer"
            hint="No passwords, card numbers or copies of an identity card, please."
            rows={6}
            maxlength={4000}
            value={facts.values?.answer}
            error={errors.answer}
          />
          <button type="submit">Send my answer</button>
        </Form>
      ) : (
        <p class="lead">It has reached us. We go on with your request.</p>
      )}
      <p class="hint">
        We answer your request by {dateWords(facts.answerBy, facts.lang)} at the latest. Reference:{' '}
        {facts.reference}
      </p>
    </Layout>
  );
}

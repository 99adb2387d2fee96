import { dateText } from '../../words/date-text';
import { inSentence } from '../../words/in-sentence';
import {
  CodeField,
  ErrorSummary,
  type FieldErrors,
  Form,
  type FormTarget,
  hasErrors,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';

/** A store that did not carry out an instruction. Posts `act` = `again` | `without`, and `code`. */
export interface RefusedTaskFacts extends PageFrame {
  readonly nickname: string;
  /** Words for the store: "the shop's database". */
  readonly store: string;
  readonly trouble: string;
  readonly remedy: string;
  /** Plain date. */
  readonly dueOn: string;
  readonly form: FormTarget;
  readonly errors?: FieldErrors;
}

/**
 * What happened, what to do about it, and the two ways to continue: try again, or leave the store out and
 * tell the person so.
 */
export function RefusedTask(facts: RefusedTaskFacts) {
  const { errors = {}, form } = facts;
  const title = `Look at ${inSentence(facts.store)}`;
  return (
    <Layout frame={facts} title={title} failed={hasErrors(errors)}>
      <h1>{title}</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        For request {facts.nickname}. Please see to it by <b>{dateText(facts.dueOn, facts.lang)}</b>.
      </p>
      <div class="card">
        <h2>What happened</h2>
        <p>{facts.trouble}</p>
        <h2>What to do</h2>
        <p>{facts.remedy}</p>
      </div>
      <Form action={form.action} hidden={{ ...form.hidden, act: 'again' }}>
        <p>
          Have you corrected it, or done it there by hand? Then the desk tries again, and checks what is left.
        </p>
        <CodeField error={errors.code} />
        <button type="submit">It is corrected: try again</button>
      </Form>
      <details class="card">
        <summary>It cannot be corrected in time</summary>
        <p>
          Then the request goes on without it. The person is told that this part is not done, and why. You
          will have to deal with it by hand.
        </p>
        <Form action={form.action} hidden={{ ...form.hidden, act: 'without' }}>
          <CodeField id="code-without" error={errors['code-without']} />
          <button type="submit" class="stop">
            Go on without it
          </button>
        </Form>
      </details>
    </Layout>
  );
}

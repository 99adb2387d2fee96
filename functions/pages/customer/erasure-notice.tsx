import {
  CodeField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextBox,
} from '../form-parts';
import { Layout, type PageFrame } from '../layout';
import { instantWords } from '../words/date-words';

/** `ask` posts `reason` and `code`. Pausing leads to a person; it cancels nothing. */
export type ErasureNoticeFacts = PageFrame & { readonly reference: string } & (
    | {
        readonly state: 'ask';
        readonly form: FormTarget;
        /** Instant at which the erasure begins, and the zone to say it in. */
        readonly startsAt: string;
        readonly zone: string;
        readonly values?: FieldValues;
        readonly errors?: FieldErrors;
      }
    | { readonly state: 'paused' }
    | { readonly state: 'too-late' }
  );

function Ask(facts: Extract<ErasureNoticeFacts, { state: 'ask' }>) {
  const { values = {}, errors = {} } = facts;
  return (
    <Layout frame={facts} title="Your data is about to be erased" failed={hasErrors(errors)}>
      <h1>Your data is about to be erased</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        We begin on <b>{instantWords(facts.startsAt, facts.zone, facts.lang)}</b>. This cannot be undone.
      </p>
      <p>You asked for it? Then do nothing, and close this page.</p>
      <div class="card">
        <h2>It was not you, or you are not sure?</h2>
        <p>Tell us why and type the code. We stop, and one of us looks at it before anything happens.</p>
        <Form {...facts.form}>
          <TextBox
            name="reason"
            label="Why should we wait?"
            maxlength={2000}
            value={values.reason}
            error={errors.reason}
          />
          <CodeField error={errors.code} />
          <button type="submit">Stop and look at this</button>
        </Form>
      </div>
      <p class="hint">Reference: {facts.reference}</p>
    </Layout>
  );
}

const ENDS = {
  paused: [
    'We have stopped',
    'Nothing will be erased until one of us has looked at it. You hear from us by mail.',
  ],
  'too-late': [
    'The erasure has begun',
    'It can no longer be stopped. If you did not ask for it, please write to us at once: we look into it.',
  ],
} as const;

/** The day before an erasure: a last look for the one whose data it is. */
export function ErasureNotice(facts: ErasureNoticeFacts) {
  if (facts.state === 'ask') return <Ask {...facts} />;
  const [title, text] = ENDS[facts.state];
  return (
    <Layout frame={facts} title={title}>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <p class="hint">Reference: {facts.reference}</p>
    </Layout>
  );
}

import { CodeField, ErrorSummary, Form, type FormTarget, hasErrors } from '../form-parts';
import { Layout, type PageFrame } from '../layout';
import { counted } from '../words/date-words';

/**
 * - `ask`: posts `code`; after a wrong one `wrong.triesLeft` counts down.
 * - `done`: the code was right (also when the page is opened again).
 *
 * Whoever reads it may be a stranger, so it knows neither who asks nor for what.
 */
export type ProveAddressFacts = PageFrame &
  (
    | {
        readonly state: 'ask';
        readonly form: FormTarget;
        readonly wrong?: { readonly triesLeft: number } | 'empty';
      }
    | { readonly state: 'done' }
  );

type Ask = Extract<ProveAddressFacts, { state: 'ask' }>;

function wrongWords(wrong: Ask['wrong']): string | undefined {
  if (!wrong) return undefined;
  if (wrong === 'empty') return 'Type the six digits that stand in the mail.';
  return `That code is not right. You have ${counted(wrong.triesLeft, 'try', 'tries')} left.`;
}

function AskForCode(facts: Ask) {
  const error = wrongWords(facts.wrong);
  const errors = error ? { code: error } : {};
  return (
    <Layout frame={facts} title="Is this address yours?" failed={hasErrors(errors)}>
      <h1>Is this address yours?</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        Somebody who writes to us says that the address our mail went to is theirs. If that is you, type the
        code.
      </p>
      <Form {...facts.form}>
        <CodeField label="The 6-digit code from the mail" error={error} />
        <button type="submit">Yes, it is mine</button>
      </Form>
      <p class="hint">It was not you? Close this page. Nothing happens.</p>
    </Layout>
  );
}

function Done(facts: PageFrame) {
  return (
    <Layout frame={facts} title="Thank you">
      <h1>Thank you, that was the right code</h1>
      <p class="lead">We now know that this address is yours. You can close this page.</p>
    </Layout>
  );
}

/** Proof of an address that a person named beside the one they wrote from. Opening it changes nothing. */
export function ProveAddress(facts: ProveAddressFacts) {
  return facts.state === 'ask' ? <AskForCode {...facts} /> : <Done {...facts} />;
}

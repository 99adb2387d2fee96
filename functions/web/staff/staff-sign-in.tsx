import { CodeField, ErrorSummary, Form, type FormTarget, TextField } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';

/**
 * - `address`: posts `email`; `left`: they have just signed out, or tried to.
 * - `ended`: the same, at a link that is used up, expired or unknown; the page does not say which.
 * - `sent`: the same for everyone, on the list of staff or not.
 * - `code`: reached by the mailed link; posts `code`.
 */
export type StaffSignInFacts = PageFrame &
  (
    | {
        readonly state: 'address';
        readonly form: FormTarget;
        readonly value?: string;
        readonly error?: string;
        readonly left?: keyof typeof leftWords;
      }
    | { readonly state: 'ended'; readonly form: FormTarget }
    | { readonly state: 'sent' }
    | { readonly state: 'code'; readonly form: FormTarget; readonly error?: string }
  );

type AddressProps = Pick<Extract<StaffSignInFacts, { state: 'address' }>, 'form' | 'value' | 'error'>;

function Address({ form, value, error }: AddressProps) {
  return (
    <Form {...form}>
      <TextField
        name="email"
        label="Your e-mail address at work"
        type="email"
        autocomplete="email"
        maxlength={254}
        value={value}
        error={error}
      />
      <button type="submit">Send me a link</button>
    </Form>
  );
}

const leads = {
  address: <p>For those who work here. Looking for your own data? Please use the form on our site.</p>,
  code: <p>For those who work here. Looking for your own data? Please use the form on our site.</p>,
  ended: (
    <>
      <p class="lead">This link does not work. Type your address at work, and we mail you a fresh one.</p>
      <p>
        You do not work here? Please use <a href="/">the form for your own data</a>.
      </p>
    </>
  ),
  sent: (
    <>
      <p class="lead">If this address belongs to one of us, a mail with a link and a code is on its way.</p>
      <p>
        None came? So many were requested that the desk sends no more for now. The newest one you have still
        works until the time it names.
      </p>
    </>
  ),
};

const leftWords = {
  here: 'You are signed out.',
  everywhere:
    'You are signed out, here and in every other browser. Sign-in links that were mailed before do not work any more.',
  nowhere:
    'Your sign-in was over already, so nothing was ended in any other browser, and nobody was told. Please sign in and press “That was not me” again.',
} as const;

function Code({ form, error }: Extract<StaffSignInFacts, { state: 'code' }>) {
  return (
    <Form {...form}>
      <CodeField error={error} />
      <button type="submit">Sign in</button>
    </Form>
  );
}

/** No passwords: a mailed code, then a code of the app for staff who have one. */
export function StaffSignIn(facts: StaffSignInFacts) {
  const error = 'error' in facts ? facts.error : undefined;
  const field = facts.state === 'code' ? 'code' : 'email';
  return (
    <Layout frame={facts} title="Sign in" failed={Boolean(error)}>
      <h1>Sign in</h1>
      {'left' in facts && facts.left && (
        <p class={facts.left === 'nowhere' ? 'lead' : 'good'} role="status">
          {leftWords[facts.left]}
        </p>
      )}
      <ErrorSummary errors={{ [field]: error }} />
      {leads[facts.state]}
      {(facts.state === 'address' || facts.state === 'ended') && <Address {...facts} />}
      {facts.state === 'code' && <Code {...facts} />}
    </Layout>
  );
}

import { CodeField, ErrorSummary, Form, type FormTarget, TextField } from '../form-parts';
import { Layout, type PageFrame } from '../layout';

/**
 * - `address`: posts `email`.
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
      }
    | { readonly state: 'sent' }
    | { readonly state: 'code'; readonly form: FormTarget; readonly error?: string }
  );

function Address({ form, value, error }: Extract<StaffSignInFacts, { state: 'address' }>) {
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

function Code({ form, error }: Extract<StaffSignInFacts, { state: 'code' }>) {
  return (
    <Form {...form}>
      <CodeField error={error} />
      <button type="submit">Sign in</button>
    </Form>
  );
}

/** No passwords: a mailed code, and then the app's by whoever has one. */
export function StaffSignIn(facts: StaffSignInFacts) {
  const error = facts.state === 'sent' ? undefined : facts.error;
  const field = facts.state === 'address' ? 'email' : 'code';
  return (
    <Layout frame={facts} title="Sign in" failed={Boolean(error)}>
      <h1>Sign in</h1>
      <ErrorSummary errors={{ [field]: error }} />
      {facts.state === 'sent' ? (
        <>
          <p class="lead">
            If this address belongs to one of us, a mail with a link and a code is on its way.
          </p>
          <p>
            None came? So many were asked for that the desk sends no more for now. The newest one you have
            still works, until the time that it names.
          </p>
        </>
      ) : (
        <p>For those who work here. Looking for your own data? The form on our site is the way.</p>
      )}
      {facts.state === 'address' && <Address {...facts} />}
      {facts.state === 'code' && <Code {...facts} />}
    </Layout>
  );
}

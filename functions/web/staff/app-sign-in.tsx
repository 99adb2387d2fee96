import { ErrorSummary, Form, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { AppCode } from './totp-fields';

/** Posts `totp` or `recovery`. */
export interface AppSignInFacts extends PageFrame {
  readonly form: FormTarget;
  readonly error?: string;
}

/** The second half of the sign-in, so that access to the mailbox alone is not enough. */
export function AppSignIn(facts: AppSignInFacts) {
  return (
    <Layout frame={facts} title="Sign in" failed={Boolean(facts.error)}>
      <h1>Sign in</h1>
      <ErrorSummary errors={{ 'sign-in-totp': facts.error }} />
      <p>The code from the mail was right. Now the one from your phone.</p>
      <Form {...facts.form}>
        <AppCode idPrefix="sign-in" error={facts.error} />
        <button type="submit">Sign in</button>
      </Form>
    </Layout>
  );
}

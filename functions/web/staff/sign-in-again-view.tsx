import { Form, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';

/** For a form that came after the sign-in had ended. It posts the typed fields again to the same path. */
export interface SignInAgainFacts extends PageFrame {
  readonly signInUrl: string;
  readonly form: FormTarget;
}

/** Only this page keeps what was typed, until its reader is signed in again. */
export function SignInAgain({ signInUrl, form, ...frame }: SignInAgainFacts) {
  return (
    <Layout frame={frame} title="Your sign-in has ended">
      <h1>Your sign-in has ended</h1>
      <p class="lead">Nothing was sent, and nothing is lost: what you typed waits in this page.</p>
      <ol>
        <li>
          <a href={signInUrl} target="_blank" rel="noopener">
            Sign in again in a new window
          </a>{' '}
          and leave this one open.
        </li>
        <li>Come back here and go on. You see what you typed, and send it yourself.</li>
      </ol>
      <Form {...form}>
        <button type="submit">I am signed in: go on</button>
      </Form>
    </Layout>
  );
}

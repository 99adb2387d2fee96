import { shownName } from '../../words/shown-text';
import { CodeField, ErrorSummary, Form, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';

/**
 * - `ask`: posts `code`.
 * - `removed`: it is gone, and everybody concerned was informed.
 * - `none`: it was removed before, or it was confirmed; `command` then removes it.
 */
export type NotMyAppFacts = PageFrame & { readonly name: string } & (
    | { readonly state: 'ask'; readonly form: FormTarget; readonly error?: string }
    | { readonly state: 'removed' }
    | { readonly state: 'none'; readonly command: string }
  );

/** "That was not me": the page behind the link in the mail about an app that waits. */
export function NotMyApp(facts: NotMyAppFacts) {
  const name = shownName(facts.name);
  const error = facts.state === 'ask' ? facts.error : undefined;
  return (
    <Layout frame={facts} title="An app that nobody recognises" failed={Boolean(error)}>
      <h1>An app that nobody recognises</h1>
      <ErrorSummary errors={{ code: error }} />
      {facts.state === 'ask' && (
        <>
          <p>
            The authenticator app that was set up for <b>{name}</b> is removed at once, and everybody who got
            the mail is told. {name} can set up another.
          </p>
          <Form {...facts.form}>
            <CodeField error={error} />
            <button type="submit" class="stop">
              It was not {name}: remove it
            </button>
          </Form>
        </>
      )}
      {facts.state === 'removed' && (
        <p class="lead">
          It is removed. Whoever set it up has read {name}’s mail: have the password of that mailbox changed
          now.
        </p>
      )}
      {facts.state === 'none' && (
        <p class="lead">
          No app of {name} is waiting any more: it was removed, or it was confirmed and is active. If it is
          active and should not be, ask whoever runs the desk to run: <code>{facts.command}</code>
        </p>
      )}
    </Layout>
  );
}

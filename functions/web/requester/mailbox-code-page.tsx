import type { Child } from 'hono/jsx';
import { countText } from '../../words/date-text';
import { CodeField, ErrorSummary, Form, type FormTarget, hasErrors } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';

/** What was wrong with a typed code. `triesLeft` counts down. */
export type WrongCode = { readonly triesLeft: number } | 'empty';

interface Props {
  readonly frame: PageFrame;
  readonly title: string;
  readonly heading: string;
  readonly lead: Child;
  readonly form: FormTarget;
  readonly wrong: WrongCode | undefined;
  readonly button: string;
  /** What happens if somebody else asked. */
  readonly otherwise: string;
}

/** Proof of a mailbox: the code from a mail is typed. Posts `code`. */
export function MailboxCodePage({ frame, title, heading, lead, form, wrong, button, otherwise }: Props) {
  const error = wrong && wrongCodeText(wrong);
  const errors = error ? { code: error } : {};
  return (
    <Layout frame={frame} title={title} failed={hasErrors(errors)}>
      <h1>{heading}</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">{lead}</p>
      <Form {...form}>
        <CodeField label="The 6-digit code from the mail" error={error} />
        <button type="submit">{button}</button>
      </Form>
      <p class="hint">It was not you? Close this page. {otherwise}</p>
    </Layout>
  );
}

export function wrongCodeText(wrong: WrongCode): string {
  if (wrong === 'empty') return 'Type the six digits from the mail.';
  if (wrong.triesLeft <= 0) return 'That code is not right, and there are no tries left.';
  return `That code is not right. You have ${countText(wrong.triesLeft, 'try', 'tries')} left.`;
}

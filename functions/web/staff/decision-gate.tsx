import { CodeField, ErrorSummary, Form, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';

/** Posts `code`. Tells nothing about the case, since the link may have been forwarded. */
export interface DecisionGateFacts extends PageFrame {
  /** Two words that the mail contains too; a forged mail cannot know them. */
  readonly nickname: string;
  readonly purpose: 'decision' | 'task' | 'case' | 'identity';
  readonly form: FormTarget;
  readonly error?: string;
}

const TITLES: Readonly<Record<DecisionGateFacts['purpose'], string>> = {
  decision: 'A decision is waiting',
  task: 'A task is waiting',
  case: 'A request needs one of us',
  identity: 'Who is this?',
};

/** The page that asks for the code before every staff page that a mail links to. */
export function DecisionGate(facts: DecisionGateFacts) {
  const title = TITLES[facts.purpose];
  return (
    <Layout frame={facts} title={title} failed={Boolean(facts.error)}>
      <h1>{title}</h1>
      <ErrorSummary errors={{ code: facts.error }} />
      <p class="lead">
        Request <b>{facts.nickname}</b>. If our mail shows other words, it is not from this desk: close this
        page.
      </p>
      <Form {...facts.form}>
        <CodeField error={facts.error} />
        <button type="submit">Open</button>
      </Form>
    </Layout>
  );
}

import { Layout, type PageFrame } from './parts/layout';
import { type Written, WrittenText } from './parts/written-text';

/** `ours`: something failed here. All others: what arrived could not be used, and nothing was stored. */
export interface ErrorPageFacts extends PageFrame, Written {
  readonly kind: 'ours' | 'not-found' | 'too-large' | 'not-readable' | 'too-often';
  /** An opaque number by which the operator finds the log line. No detail of the failure is shown. */
  readonly errorReference: string;
}

const WORDS: Readonly<Record<ErrorPageFacts['kind'], readonly [title: string, text: string]>> = {
  ours: ['Something went wrong on our side', 'It is not your fault. Please try again in a few minutes.'],
  'not-found': ['This page does not exist', 'There may be a mistake in the address.'],
  'too-large': ['That was too much text', 'Please go back, shorten your message and send it again.'],
  'not-readable': [
    'We could not read that',
    'Nothing was stored. Please go back, check what you typed and send it again.',
  ],
  'too-often': [
    'Please wait a moment',
    'There were too many tries in a short time. Try again in a few minutes.',
  ],
};

/** A plain apology with a number, never a stack trace. */
export function ErrorPage(facts: ErrorPageFacts) {
  const [title, text] = WORDS[facts.kind];
  return (
    <Layout frame={facts} title={title}>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <WrittenText written={facts.written} mayHaveArrived />
      <p>
        It happens again? Write to{' '}
        <a href={`mailto:${facts.controller.contactEmail}`}>{facts.controller.contactEmail}</a> and name this
        number: <b>{facts.errorReference}</b>
      </p>
    </Layout>
  );
}

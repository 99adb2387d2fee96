import { durationText } from '../../words/date-text';
import { Form, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { type Written, WrittenText } from '../parts/written-text';

/**
 * A staff link that no longer opens a page. It tells nothing about the person.
 * - `spent`: the form posts nothing and mails a fresh link to the same member of staff.
 * - `sent`, `too-many`: the result of that.
 * - `done`: the request, or the task, needs nothing more from the reader.
 * - `not-yours`: its reader has left, or may no longer do this.
 */
export type EndedLinkFacts = PageFrame &
  Written & {
    readonly nickname: string;
    /** Path of the list, which asks for a sign-in where needed. */
    readonly listUrl: string;
  } & (
    | { readonly state: 'spent'; readonly because: 'time' | 'tries' | 'mailbox'; readonly form: FormTarget }
    | { readonly state: 'sent'; readonly linkLife: string }
    | { readonly state: 'too-many' }
    | { readonly state: 'done'; readonly what: 'closed' | 'task' | 'waits' }
    | { readonly state: 'not-yours' }
  );

const DONE = {
  closed: ['This request is closed', 'It has been answered or has ended otherwise. Nothing is left to do.'],
  task: ['This task is done', 'It has been answered, or is no longer needed.'],
  waits: ['Nothing to do here now', 'The desk works on this request, or waits for the person.'],
} as const;

const SPENT = {
  time: 'Its time has run out',
  tries: 'A wrong code was typed too often',
  mailbox: 'It was mailed to a former address of yours',
} as const;

function wordsOf(facts: EndedLinkFacts): readonly [title: string, text: string] {
  switch (facts.state) {
    case 'spent':
      return [
        'This link no longer works',
        `${SPENT[facts.because]}. The request stays open, and its dates stay the same.`,
      ];
    case 'sent':
      return [
        'A fresh mail is on its way',
        `Its link and code work for ${durationText(facts.linkLife)}. It goes to your address in the settings of this desk.`,
      ];
    case 'too-many':
      return [
        'Enough mails were sent',
        'At most three an hour and ten a day go to one person about one request. Use the newest of them, or try again in an hour.',
      ];
    case 'done':
      return DONE[facts.what];
    case 'not-yours':
      return [
        'This link is no longer for you',
        'It was mailed to someone who has left, or who may no longer do this. Ask whoever keeps the settings of this desk (rightsdesk.yaml), or a colleague who decides: they can open the request.',
      ];
  }
}

/** Why a staff link opens nothing, and how to continue. */
export function EndedLink(facts: EndedLinkFacts) {
  const [title, text] = wordsOf(facts);
  return (
    <Layout frame={facts} title={title}>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      {facts.state === 'spent' && (
        <>
          <Form {...facts.form}>
            <button type="submit">Send me a fresh mail</button>
          </Form>
          <p class="hint">
            It goes to the same person, to the address in the settings of this desk, with a new link and a new
            code.
          </p>
        </>
      )}
      <WrittenText written={facts.written} />
      <p>
        You can also <a href={facts.listUrl}>sign in and see all requests</a>.
      </p>
      <p class="hint">Request {facts.nickname}</p>
    </Layout>
  );
}

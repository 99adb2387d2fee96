import { Layout, type PageFrame } from '../parts/layout';
import { type Written, WrittenText } from '../parts/written-text';

/** The outcome of an act, also when the same form is sent twice; or why it was not carried out. */
export interface DecisionDoneFacts extends PageFrame, Written {
  readonly nickname: string;
  readonly act:
    | 'approved'
    | 'approved-erasure'
    | 'approved-correction'
    | 'approved-guarded'
    | 'approved-in-part'
    | 'first-approval'
    | 'approval-announced'
    | 'refused'
    | 'extended'
    | 'asked'
    | 'handed-over'
    | 'task-answered'
    | 'settlement-answered'
    | 'case-recorded'
    | 'identity-known'
    | 'identity-doubted'
    | 'changed-meanwhile'
    | 'already-decided'
    | 'no-longer-lawful'
    | 'doubt-settled'
    | 'answer-noted'
    | 'erasure-resumed'
    | 'drift-accepted'
    | 'word-noted'
    | 'entered'
    | 'own-request'
    | 'decided-before'
    | 'progress-written'
    | 'restriction-kept'
    | 'restriction-ending'
    | 'searching-again'
    | 'trying-again'
    | 'going-on-without'
    | 'letter-posted'
    | 'letter-settled'
    | 'address-given'
    | 'needs-app'
    | 'unread';
  /** Title and text; by default those of the act. */
  readonly words?: readonly [title: string, text: string] | undefined;
  /** Where to continue, if anywhere. */
  readonly next?: { readonly url: string; readonly label: string };
}

type Act = DecisionDoneFacts['act'];
type Words = readonly [title: string, text: string];

/**
 * Acts that only the decision page has. {@link DecisionDoneFacts.words} brings their texts, so that the
 * bundles of the other pages do not contain them.
 */
export type DecidingAct =
  | 'approved'
  | 'approved-erasure'
  | 'approved-correction'
  | 'approved-guarded'
  | 'approved-in-part'
  | 'first-approval'
  | 'approval-announced'
  | 'refused'
  | 'asked'
  | 'handed-over';

const WORDS: Readonly<Record<Exclude<Act, DecidingAct>, Words>> = {
  extended: ['The answer may take longer', 'The person is told the new date and your reason.'],
  'task-answered': ['Thank you, that is noted', 'The desk goes on with the request.'],
  'settlement-answered': [
    'Thank you, that is noted',
    'If it is not done yet, the desk asks again on the day you named. Once everything has ended, the person gets a mail.',
  ],
  'case-recorded': [
    'The outcome is recorded',
    'The person gets your answer by mail, and the request is closed.',
  ],
  'identity-known': ['Noted: you know who this is', 'The desk begins to look for the data.'],
  'identity-doubted': [
    'Noted: you doubt who this is',
    'Nothing is given or erased until the doubt is settled. Reminders go on.',
  ],
  'changed-meanwhile': [
    'Something changed since you opened the page',
    'Nothing was done. Please look at the page again and decide on what it shows now.',
  ],
  'already-decided': ['This has been decided', 'Someone was quicker. Nothing more was done.'],
  'answer-noted': [
    'Noted: what they answered',
    'It is shown with the question. If the clock was stopped for it, it runs again from the day on which the answer reached you.',
  ],
  'doubt-settled': ['Noted: the doubt is settled', 'The desk goes on with the request.'],
  'erasure-resumed': [
    'The erasure goes on',
    'The notice runs once more, and the person can pause it again. Then it begins.',
  ],
  'drift-accepted': [
    'The erasure goes on',
    'The desk erases what was approved and what you allowed to go with it, reads every store again, and writes to the person.',
  ],
  'word-noted': [
    'Noted, and waiting for a second person',
    'This goes further than what was approved, so somebody else who may decide has to say the same. They have the same mail.',
  ],
  entered: ['The request is entered', 'Its clock runs from the day you gave. The desk goes on from here.'],
  'own-request': [
    'This is your own request',
    'You may not decide on it yourself. Everyone else who may decide has the same mail. If nobody else may, whoever runs the desk has to allow somebody (staff in rightsdesk.yaml).',
  ],
  'decided-before': [
    'Somebody else has to look at this',
    'You decided on what this is about, so you may not decide on it again.',
  ],
  'progress-written': [
    'The person is told how far it is',
    'They get your words by mail. The request stays open.',
  ],
  'restriction-kept': [
    'Noted: it stays out of use',
    'You get a mail on the day that you named. It does not end before you say so.',
  ],
  'restriction-ending': [
    'The person is told that it ends',
    'Keep leaving the data alone: you get a mail when the day has come. If the notice does not reach the person, it does not end.',
  ],
  'searching-again': [
    'The desk searches again',
    'It uses the data map as it is now. When the search is over, everyone who decides gets a new mail.',
  ],
  'trying-again': ['The desk tries again', 'If it is refused once more, you get a mail that says so.'],
  'going-on-without': [
    'The desk goes on without it',
    'The person is told that this part is not done, and why. Please deal with it by hand.',
  ],
  'letter-posted': ['Noted: it was posted', 'The person counts as told from that day. The request goes on.'],
  'letter-settled': ['Noted', 'You are not reminded of this letter any more. The request goes on.'],
  'address-given': [
    'A mail is on its way to the new address',
    'It contains a code. Nothing else is sent there before the code is typed. The clock has kept running.',
  ],
  'needs-app': [
    'You need an authenticator app for this',
    'The letters hold names and addresses, so they open with more than a mailbox. Set your app up, or have whoever runs the desk set it up, and sign in again. A colleague who has one can see to the letters meanwhile.',
  ],
  unread: [
    'This request cannot be read yet',
    'There is nothing to decide here. What was sent is kept as it came; the desk tries again every day, and goes on by itself as soon as it can. Whoever runs the desk finds what to do in the runbook, under “unreadable”.',
  ],
  'no-longer-lawful': [
    'This is no longer possible',
    'The law allowed it only up to a date that has passed. Nothing was done.',
  ],
};

/** The list of requests, which asks for a sign-in where needed. */
const LIST = '/s';

/** The page after an act, with a way to continue: no staff page is a dead end. */
export function DecisionDone(facts: DecisionDoneFacts) {
  const [title, text] =
    facts.words ?? (WORDS as Partial<Record<Act, Words>>)[facts.act] ?? WORDS['already-decided'];
  return (
    <Layout frame={facts} title={title}>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <WrittenText written={facts.written} />
      <p class="hint">Request {facts.nickname}</p>
      <p>
        {facts.next && (
          <a class="button" href={facts.next.url}>
            {facts.next.label}
          </a>
        )}
        {facts.next?.url !== LIST && (
          <a class="button quiet" href={LIST}>
            See all requests
          </a>
        )}
      </p>
    </Layout>
  );
}

import { instantText } from '../../words/date-text';
import {
  CodeField,
  ErrorSummary,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  hasErrors,
  TextBox,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { type Written, WrittenText } from '../parts/written-text';

/** An erasure that has not begun: the instant at which it begins, and the zone to state it in. */
interface Coming {
  readonly startsAt: string;
  readonly zone: string;
}

type Operation = 'erasure' | 'correction';

/** What the pages say about each. */
const TEXTS = {
  erasure: {
    coming: 'Your data is about to be erased',
    lasting: ' This cannot be undone.',
    paused: 'Nothing will be erased until one of us has looked at it. You will hear from us by mail.',
  },
  correction: {
    coming: 'Your data is about to be changed',
    lasting: '',
    paused: 'Nothing will be changed until one of us has looked at it.',
  },
} as const;

/**
 * - `ask`: posts `reason` and `code`. Pausing brings it before staff; it cancels nothing.
 * - `spent`: the link has ended; the form posts nothing and mails a new one to the same address.
 * - `sent`: a new link was sent.
 * - `wait`: none can be sent: too many were, until `next` (instant), or the address is no longer known.
 */
export type ErasureNoticeFacts = PageFrame &
  Written & {
    readonly reference: string;
    /** What is about to happen. Default: an erasure. */
    readonly operation?: Operation;
  } & (
    | (Coming & {
        readonly state: 'ask';
        readonly form: FormTarget;
        readonly values?: FieldValues;
        readonly errors?: FieldErrors;
      })
    | (Coming & { readonly state: 'spent'; readonly form: FormTarget; readonly because: 'time' | 'tries' })
    | (Coming & { readonly state: 'sent' })
    | (Coming & { readonly state: 'wait'; readonly next?: string })
    | { readonly state: 'paused' }
    | { readonly state: 'too-late' }
  );

function Ask(facts: Extract<ErasureNoticeFacts, { state: 'ask' }>) {
  const { values = {}, errors = {}, operation = 'erasure' } = facts;
  const { coming, lasting } = TEXTS[operation];
  return (
    <Layout frame={facts} title={coming} failed={hasErrors(errors)}>
      <h1>{coming}</h1>
      <ErrorSummary errors={errors} />
      <p class="lead">
        We begin on <b>{instantText(facts.startsAt, facts.zone, facts.lang)}</b>.{lasting}
      </p>
      <p>Is this what you want? Then do nothing, and close this page.</p>
      <div class="card">
        <h2>Was it not you, or are you not sure?</h2>
        <p>Tell us why and type the code. We stop, and one of us looks at it before anything happens.</p>
        <Form {...facts.form}>
          <TextBox
            name="reason"
            label="Why should we wait?"
            maxlength={2000}
            value={values.reason}
            error={errors.reason}
          />
          <CodeField error={errors.code} />
          <button type="submit">Stop and look at this</button>
        </Form>
      </div>
      <p class="hint">Reference: {facts.reference}</p>
    </Layout>
  );
}

type NotStopped = Extract<ErasureNoticeFacts, { state: 'spent' | 'sent' | 'wait' }>;

const PENDING_TITLES = {
  spent: 'This link no longer works',
  sent: 'A fresh link is on its way',
  wait: 'No further link for now',
} as const;

/** Says that nothing is stopped yet, and how to go on. */
function Pending(facts: NotStopped) {
  const title = PENDING_TITLES[facts.state];
  const { contactEmail } = facts.controller;
  return (
    <Layout frame={facts} title={title}>
      <h1>{title}</h1>
      <p class="lead">{whyPending(facts)}</p>
      <p>
        <b>Nothing is stopped yet.</b> The {facts.operation ?? 'erasure'} begins on{' '}
        <b>{instantText(facts.startsAt, facts.zone, facts.lang)}</b>.
      </p>
      {facts.state === 'spent' && (
        <Form {...facts.form}>
          <button type="submit">Send me a fresh link</button>
        </Form>
      )}
      {facts.state === 'spent' && <p class="hint">It goes to the same address as before.</p>}
      <p>
        Or write to <a href={`mailto:${contactEmail}`}>{contactEmail}</a> at once and name the reference{' '}
        {facts.reference}.
      </p>
      <WrittenText written={facts.written} />
    </Layout>
  );
}

function whyPending(facts: NotStopped): string {
  if (facts.state === 'sent') return 'Check your mailbox, open the new link and type its code.';
  if (facts.state === 'spent')
    return facts.because === 'time' ? 'It has expired.' : 'A wrong code was typed too often.';
  return facts.next
    ? `We mail at most three links an hour and six a day. The newest one that you have still works if its code was not wrong too often; we can send another one from ${instantText(facts.next, facts.zone, facts.lang)} at the earliest.`
    : 'We cannot tell any more to which address this link went.';
}

function endOf({ state, operation = 'erasure' }: ErasureNoticeFacts): readonly [title: string, text: string] {
  if (state === 'paused') return ['We have stopped', TEXTS[operation].paused];
  return [
    `The ${operation} has begun`,
    'It can no longer be stopped. If you did not ask for it, please write to us at once, and we will look into it.',
  ];
}

/** The last chance to stop an erasure, or a correction that could be used to take over an account. */
export function ErasureNotice(facts: ErasureNoticeFacts) {
  if (facts.state === 'ask') return <Ask {...facts} />;
  if (facts.state === 'spent' || facts.state === 'sent' || facts.state === 'wait')
    return <Pending {...facts} />;
  const [title, text] = endOf(facts);
  return (
    <Layout frame={facts} title={title}>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <p class="hint">Reference: {facts.reference}</p>
    </Layout>
  );
}

import type { Right } from '../../domain/rights';
import { dateText, durationText } from '../../words/date-text';
import { rightLabels } from '../../words/right-labels';
import { Form, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { MailboxCodePage, type WrongCode } from './mailbox-code-page';

/**
 * - `ask`: posts `code`; after a wrong one `wrong.triesLeft` counts down.
 * - `spent`: the link has expired or all tries are used; the form posts nothing and mails a new link to the
 *   same address.
 * - `sent`: a new link was sent.
 * - `wait`: no more links can be sent now; `next` says in words when the next one can.
 * - `done`: the right code was typed just now.
 * - `by-staff`: the same, but staff already answer the request, because no mail had seemed to arrive.
 * - `proven`: no code is needed any more, and the request is open.
 * - `over`: the request has ended.
 *
 * `answerBy` is a plain date, `linkLife` an ISO 8601 duration.
 */
export type VerifyFacts = PageFrame & { readonly reference: string } & (
    | {
        readonly state: 'ask';
        readonly form: FormTarget;
        readonly right: Right;
        /** Reference of the letter whose answer led to this request, if nobody asked for it directly. */
        readonly follows?: string;
        readonly wrong?: WrongCode;
      }
    | { readonly state: 'spent'; readonly form: FormTarget; readonly because: 'time' | 'tries' }
    | { readonly state: 'sent'; readonly linkLife: string }
    | { readonly state: 'wait'; readonly next: string }
    | { readonly state: 'over'; readonly withdrawn: boolean }
    | { readonly state: 'proven'; readonly answerBy: string }
    | {
        readonly state: 'done' | 'by-staff';
        readonly statusUrl?: string;
        /**
         * Where to prove more, if the requester asked to see their data and the law of the place where they
         * live, or may live, requires it.
         */
        readonly proveUrl?: string;
        readonly answerBy: string;
      }
  );

type Ask = Extract<VerifyFacts, { state: 'ask' }>;

function leadOf({ right, follows }: Ask): string {
  const { asked } = rightLabels(right);
  return follows
    ? `This follows from our answer to the letter ${follows}, as if we had been asked to ${asked}. The code in our mail shows us that the letter is yours.`
    : `Someone asked us to ${asked}. The code in our mail shows us that it was you.`;
}

function AskForCode(facts: Ask) {
  return (
    <MailboxCodePage
      frame={facts}
      title="Type the code"
      heading="Is this your mailbox?"
      lead={leadOf(facts)}
      form={facts.form}
      wrong={facts.wrong}
      button="Yes, it was me"
      otherwise="Without the code nothing happens."
    />
  );
}

function Spent(facts: Extract<VerifyFacts, { state: 'spent' }>) {
  return (
    <Layout frame={facts} title="This link no longer works">
      <h1>This link no longer works</h1>
      <p class="lead">
        {facts.because === 'time' ? 'It has expired' : 'A wrong code was typed too often'}. Your request stays
        open, and the date by which we must answer stays the same.
      </p>
      <Form {...facts.form}>
        <button type="submit">Send me a fresh link</button>
      </Form>
      <p class="hint">It goes to the same address as before.</p>
    </Layout>
  );
}

function Sent(facts: Extract<VerifyFacts, { state: 'sent' }>) {
  return (
    <Layout frame={facts} title="A fresh link is on its way">
      <h1>A fresh link is on its way</h1>
      <p class="lead">Check your mailbox. The new link and code work for {durationText(facts.linkLife)}.</p>
    </Layout>
  );
}

function Wait(facts: Extract<VerifyFacts, { state: 'wait' }>) {
  return (
    <Layout frame={facts} title="No further link for now">
      <h1>No further link for now</h1>
      <p class="lead">
        We mail at most three links an hour and six a day for one request. The newest one that you have still
        works; we can send another one from {facts.next} at the earliest.
      </p>
      <p>
        Your request stays open. Is it urgent? Write to{' '}
        <a href={`mailto:${facts.controller.contactEmail}`}>{facts.controller.contactEmail}</a> and name the
        reference {facts.reference}.
      </p>
    </Layout>
  );
}

function Done(facts: Extract<VerifyFacts, { state: 'done' | 'by-staff' }>) {
  return (
    <Layout frame={facts} title="Thank you">
      <h1>Thank you, that was the right code</h1>
      <p class="lead">
        {facts.state === 'done'
          ? 'We now look for your data.'
          : 'Our mails seemed not to reach you, so one of us has taken your request over and answers it. We have told them that this mailbox works.'}{' '}
        You will hear from us by <b>{dateText(facts.answerBy, facts.lang)}</b> at the latest.
      </p>
      <p>
        Your reference is <b>{facts.reference}</b>.
      </p>
      {facts.proveUrl && facts.state === 'done' && (
        <p>
          So far we can tell you which kinds of data we hold. To see the data itself you have to prove more
          than your mailbox: <a href={facts.proveUrl}>prove more to see the details</a>.
        </p>
      )}
      {facts.statusUrl && (
        <p>
          <a class="button" href={facts.statusUrl}>
            See where it stands
          </a>
        </p>
      )}
    </Layout>
  );
}

function Proven(facts: Extract<VerifyFacts, { state: 'proven' }>) {
  return (
    <Layout frame={facts} title="This link is not needed any more">
      <h1>This link is not needed any more</h1>
      <p class="lead">
        We work on your request and answer by {dateText(facts.answerBy, facts.lang)}. Later mails from us link
        to a page that shows its progress.
      </p>
      <p class="hint">
        Your reference is <b>{facts.reference}</b>.
      </p>
    </Layout>
  );
}

function Over(facts: Extract<VerifyFacts, { state: 'over' }>) {
  const title = facts.withdrawn ? 'This request was taken back' : 'This request is closed';
  return (
    <Layout frame={facts} title={title}>
      <h1>{title}</h1>
      <p class="lead">
        {facts.withdrawn ? 'We do nothing more about it.' : 'Our answer went out by mail.'} You can{' '}
        <a href="/">ask again</a> at any time.
      </p>
      <p class="hint">
        Your reference is <b>{facts.reference}</b>.
      </p>
    </Layout>
  );
}

/** Proof of a mailbox: the link from a mail and a code to type. Opening it changes nothing. */
export function Verify(facts: VerifyFacts) {
  if (facts.state === 'ask') return <AskForCode {...facts} />;
  if (facts.state === 'spent') return <Spent {...facts} />;
  if (facts.state === 'wait') return <Wait {...facts} />;
  if (facts.state === 'proven') return <Proven {...facts} />;
  if (facts.state === 'over') return <Over {...facts} />;
  return facts.state === 'sent' ? <Sent {...facts} /> : <Done {...facts} />;
}

import { durationText } from '../../words/date-text';
import { Layout, type PageFrame } from '../parts/layout';

/** The page is the same for everyone, known to us or not: these facts may hold nothing about the request. */
export interface FormReceivedFacts extends PageFrame {
  /** How long the code in the mail works. ISO 8601 duration. */
  readonly linkLife: string;
}

/** The page after every well-formed form. */
export function FormReceived(facts: FormReceivedFacts) {
  return (
    <Layout frame={facts} title="We have your request">
      <h1>We have your request</h1>
      <p class="lead">It is recorded, and we mail the address you gave. Our mail says what happens next.</p>
      <div class="card">
        <h2>What to do now</h2>
        <ol>
          <li>Open the mail from {facts.controller.legalName}.</li>
          <li>
            If it holds a link and a code, follow the link and type the code. Both work for{' '}
            {durationText(facts.linkLife)}.
          </li>
          <li>Keep the reference in the mail: with it we find your request at once.</li>
        </ol>
      </div>
      <p>
        We send at most three such mails a day to one address, no matter who filled in the form; the next one
        can be sent tomorrow.
      </p>
      <p>
        No mail after ten minutes? Check your spam folder. The usual reason is a mistyped address: then send
        the form again with the right one. If the address is right, send the same form again, and we send the
        mail once more; or write to{' '}
        <a href={`mailto:${facts.controller.contactEmail}`}>{facts.controller.contactEmail}</a>.
      </p>
      <p>Your request counts from now on, even if the link expires before you use it.</p>
    </Layout>
  );
}

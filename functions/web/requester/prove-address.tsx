import type { FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { MailboxCodePage, type WrongCode } from './mailbox-code-page';

/**
 * - `ask`: posts `code`; after a wrong one `wrong.triesLeft` counts down.
 * - `done`: the code was right (also if the page is opened again).
 *
 * The reader may be a stranger, so the page names neither who asks nor what for.
 */
export type ProveAddressFacts = PageFrame &
  (
    | {
        readonly state: 'ask';
        readonly form: FormTarget;
        readonly wrong?: WrongCode;
      }
    | { readonly state: 'done' }
  );

type Ask = Extract<ProveAddressFacts, { state: 'ask' }>;

function AskForCode(facts: Ask) {
  return (
    <MailboxCodePage
      frame={facts}
      title="Is this address yours?"
      heading="Is this address yours?"
      lead="Somebody who writes to us says that the address our mail went to is theirs. If that is you, type the code."
      form={facts.form}
      wrong={facts.wrong}
      button="Yes, it is mine"
      otherwise="Nothing happens."
    />
  );
}

function Done(facts: PageFrame) {
  return (
    <Layout frame={facts} title="Thank you">
      <h1>Thank you, that was the right code</h1>
      <p class="lead">We now know that this address is yours. You can close this page.</p>
    </Layout>
  );
}

/**
 * Proof of an address that the requester named in addition to the one they wrote from. Opening it changes
 * nothing.
 */
export function ProveAddress(facts: ProveAddressFacts) {
  return facts.state === 'ask' ? <AskForCode {...facts} /> : <Done {...facts} />;
}

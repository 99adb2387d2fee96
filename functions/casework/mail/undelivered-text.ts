import type { Undelivered } from '../../domain/undelivered';
import type { MailKind } from '../../emails/mail-facts';
import type { MailingDeps } from './mailing-deps';

interface Words {
  readonly trouble: string;
  readonly remedy: string;
}

/** What happened to a mail and what to do about it, for staff, without address or name. */
export function undeliveredText(event: Undelivered): Words {
  if (event.type === 'mail-complained') return complained;
  const remedy = event.data.kind === DIGEST ? ofList : remedies[event.data.to];
  if (!isOnList(event)) return { trouble: troubleOf(event), remedy };
  const trouble = `${troubleOf(event)} SES did not even try, since the address is on the suppression list of your own AWS account.`;
  return { trouble, remedy: `${offList} ${remedy}` };
}

/** A mail that bounced with a transient reason and may have arrived. */
export function transientBounceText({ data }: Pick<Undelivered, 'data'>): string {
  return `A mail ${readers[data.to]} came back for a passing reason. It may have arrived: automatic replies look like this.`;
}

function isOnList({ type, data }: Undelivered): boolean {
  return type === 'mail-bounced' && data.subtype === 'OnAccountSuppressionList';
}

const offList =
  'If the address is right, take it off that list (SES console, “Suppression list”; the runbook has the command): mails sent after that go there again.';

const complained: Words = {
  trouble: 'The reader of a mail of this request marked it as unwanted.',
  remedy:
    'The desk sends no more reminders; what the law wants to be told still goes out. Find out whether the address is the right person’s, and write by post if it is not.',
};

const readers = {
  requester: 'to the person',
  staff: 'to one of you',
  recipient: 'to a recipient of the data',
  named: 'to an address that the person named',
} as const;

function troubleOf({ type, data }: Exclude<Undelivered, { type: 'mail-complained' }>): string {
  const whom = readers[data.to];
  if (type === 'mail-bounced') return `A mail ${whom} came back: it did not arrive.`;
  if (data.reason === 'no-address')
    return 'This person has no e-mail address: a letter to them is ready to print.';
  const why =
    data.reason === 'content' ? 'The mail service did not take it' : 'No mail can go to this address';
  return `A mail ${whom} could not be sent. ${why}.`;
}

const DIGEST: MailKind = 'recipient-digest';

const ofList =
  'It was a daily list, so other requests may stand in it: all opt-outs that were told this recipient on that day. Tell it in another way, and mend the address in the data map.';

const remedies = {
  requester:
    'Open the letters of this request: print what was to be said and post it, or telephone, and note the day. Where nobody has typed the code yet you can name another address there. A notice that did not arrive may be no notice in law.',
  staff:
    'Mend the address in rightsdesk.yaml and deploy. Until then see to it yourselves: the mail is not repeated.',
  recipient: 'Tell the recipient in another way, and mend the address in the data map.',
  named: 'Nothing went there. Ask the person for another one, or vouch for it on the page of the request.',
} as const;
/** The page, behind the sign-in of staff, on which undelivered letters are printed and settled. */
export function lettersUrl({ desk }: Pick<MailingDeps, 'desk'>, requestId: string): string {
  return `${desk.baseUrl}/s/letters/${requestId}`;
}

import { mailCode } from '../functions/casework/mail/mail-code';
import type { RequestForm } from '../functions/domain/request-form';
import { rightNames } from '../functions/domain/rights';
import { withdrawCode } from '../functions/emails/person-mails';
import { handToStaff } from '../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../functions/steps/notify-outcome/notify-outcome';
import { optOutStores } from '../functions/steps/opt-out-stores/opt-out-stores';
import { tellRecipients } from '../functions/steps/tell-recipients/tell-recipients';
import { proofRoutes } from '../functions/web/requester/proof.routes';
import { signInRoutes } from '../functions/web/staff/sign-in.routes';
import { aBook, aDesk, alma } from '../test/builders/a-desk';
import { aForm, aWorld, received, type World } from '../test/builders/a-world';
import { linkIn } from '../test/fakes/memory-mailbox';

/** Requests that the API accepts in an hour at its limit of 20 per second. */
const IN_AN_HOUR = 72_000;

/** The number of requests that are really made: beyond it the mails grow no further, or grow evenly. */
const MADE = 600;

const desk = aDesk();
const book = aBook(desk);
const rightsToRotate = [
  'marketing-objection',
  'consent-withdrawal',
  'opt-out-of-sale',
  'limit-sensitive',
] as const;

/** One way in which a client makes the desk send mails; `act` makes the nth request. */
interface Way {
  readonly what: string;
  readonly prepare?: (world: World) => Promise<string>;
  readonly act: (world: World, n: number, prepared: string) => Promise<unknown>;
}

async function optOut(world: World, email: string, n: number): Promise<void> {
  const right = rightsToRotate[n % rightsToRotate.length] ?? 'marketing-objection';
  const requestId = await received(world, aForm({ right, email }));
  await optOutStores(world, { requestId });
  await tellRecipients(world, { requestId });
  await notifyOutcome(world, { requestId });
}

/** Sends a form that goes straight to staff. */
async function toPerson(world: World, n: number, form: Partial<RequestForm>): Promise<void> {
  const requestId = await received(world, aForm({ email: `someone-${n}@example.com`, ...form }));
  const { status } = await world.register.load(requestId);
  if (status === 'fulfilling') await optOutStores(world, { requestId });
  else if (status !== 'awaiting-verification')
    await handToStaff(world, { requestId, taskToken: `case:${requestId}` });
}

/** One mailbox, with other letters capitalised each time. */
function spelling(n: number): string {
  return `${[...'victim'].map((sign, i) => ((n >> i) & 1 ? sign.toUpperCase() : sign)).join('')}@gmail.com`;
}

const noPost = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };

const ways: readonly Way[] = [
  { what: 'opt-outs for one stranger', act: (world, n) => optOut(world, 'stranger@example.com', n) },
  { what: 'opt-outs for many strangers', act: (world, n) => optOut(world, `someone-${n}@example.com`, n) },
  {
    what: 'requests for one mailbox in 32 spellings',
    act: (world, n) => received(world, aForm({ email: spelling(n % 32) })),
  },
  {
    what: 'requests for many mailboxes',
    act: (world, n) => received(world, aForm({ email: `someone-${n}@example.com` })),
  },
  {
    what: 'forms for a child, of each right',
    act: (world, n) =>
      toPerson(world, n, { right: rightNames[n % rightNames.length] ?? 'access', forWhom: 'child' }),
  },
  { what: 'complaints', act: (world, n) => toPerson(world, n, { right: 'complaint', message: 'x' }) },
  {
    what: 'codes from one status link',
    prepare: (world) => received(world),
    act: async (world, _, id) => mailCode(world, await world.register.load(id), withdrawCode),
  },
  {
    what: 'fresh links from one old link',
    prepare: async (world) => {
      await received(world);
      return linkIn(world.mailbox.sent[0], 'v');
    },
    act: async (world, _, link) => proofRoutes(world).request(`${link}/fresh`, noPost),
  },
  {
    what: 'sign-ins of one member of staff',
    act: async (world) =>
      signInRoutes(world as never, () => undefined).request('/s/in', {
        ...noPost,
        body: new URLSearchParams({ email: alma.email }),
      }),
  },
];

export interface Flood {
  readonly what: string;
  /** Mails that the requests caused, to requesters, staff and recipients of data. */
  readonly mails: number;
  readonly toRecipients: number;
  /** The same for as many requests as the API accepts in an hour. */
  readonly inAnHour: number;
}

/** How many mails one client can cause in an hour, at the limit of the API. */
export async function floodOfMails(): Promise<Flood[]> {
  const floods: Flood[] = [];
  for (const way of ways) floods.push(await floodBy(way));
  return floods;
}

async function floodBy({ what, prepare, act }: Way): Promise<Flood> {
  const world = aWorld({ desk, book });
  const prepared = (await prepare?.(world)) ?? '';
  const before = world.mailbox.sent.length;
  let half = 0;
  for (let n = 0; n < MADE; n += 1) {
    if (n === MADE / 2) half = world.mailbox.sent.length - before;
    await act(world, n, prepared);
  }
  const sent = world.mailbox.sent.slice(before);
  const recipients = world.map.systems.flatMap((s) => s.recipients).map((one) => one.contact);
  const growing = sent.length > half;
  return {
    what,
    mails: sent.length,
    toRecipients: sent.filter((mail) => recipients.includes(mail.to)).length,
    inAnHour: growing ? Math.round((sent.length * IN_AN_HOUR) / MADE) : sent.length,
  };
}

if (require.main === module) floodOfMails().then((floods) => console.table(floods), console.error);

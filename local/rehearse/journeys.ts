import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { DeskWalk, StaffVisit } from '../demo/desk-walk';
import { people } from '../sample-shop/people';
import type { ShopStores } from '../sample-shop/seed-shop';
import { snapshotShop } from '../sample-shop/snapshot-shop';
import type { DeployedDesk } from './deployed-desk';

export type Walk = DeskWalk<DeployedDesk>;

type Person = { readonly email: string };

/** Partly, because data about other people in the same record is left out automatically. */
const answered = ['fulfilled', 'partly-fulfilled'];

const staff = { decides: 'alma@example.com', looks: 'jonas@example.com', hearsOfLate: 'office@example.com' };

/** Access, from the form to the copy. @returns what was found, in words */
export async function walkAccess(walk: Walk, person: Person): Promise<string> {
  const letter = new File(['Dear shop, my lamp flickers.'], 'letter.txt', { type: 'text/plain' });
  const id = await waitForDecision(walk, person, { answer: 'done', files: letter });
  const visit = await walk.enter(staff.decides, 'decide');
  expectSame('the letter', await walk.uploadOn(visit, 'letter.txt'), await letter.text());
  const ready = () => walk.act(visit, /^approve/i);
  await walk.desk.mailAfter(person.email, /\/d\//, ready);
  const request = await ended(walk, id, ...answered);
  const { bytes } = await walk.download(person.email);
  const made = request.log.find((event) => event.type === 'package-made');
  expectSame('length of the package', bytes.length, made?.type === 'package-made' ? made.data.bytes : -1);
  return `package of ${bytes.length} bytes, as logged`;
}

/** Staff refuse; the requester is mailed the reason. */
export async function walkRefusal(walk: Walk, person: Person): Promise<string> {
  const id = await waitForDecision(walk, person);
  const reason = 'You asked for the same three times this week.';
  const visit = await walk.enter(staff.decides, 'decide');
  await walk.desk.mailAfter(person.email, new RegExp(reason), () =>
    walk.act(visit, /^refuse/i, { ...onGround(visit, /^refuse/i, 'excessive'), reason }),
  );
  await ended(walk, id, 'refused');
  return 'the requester has the reason';
}

/** Staff extend the deadline and then answer. */
export async function walkExtension(walk: Walk, person: Person): Promise<string> {
  const id = await waitForDecision(walk, person);
  const reason = 'Many old systems hold your orders.';
  const visit = await walk.enter(staff.decides, 'decide');
  await walk.desk.mailAfter(person.email, new RegExp(reason), () =>
    walk.act(visit, /take longer/i, { ...onGround(visit, /take longer/i, 'complexity'), reason }),
  );
  return `extended, then ${await decideWaiting(walk, id)}`;
}

/** The same ground under each law that the form asks about; which laws those are depends on the day. */
function onGround({ visitor, page }: StaffVisit, button: RegExp, ground: string): Record<string, string> {
  const fields = visitor.formOf(page, button).querySelectorAll('[name^="ground"]');
  return Object.fromEntries(fields.map((field) => [field.getAttribute('name') ?? '', ground]));
}

/** A request that waits for staff. @returns its id */
export async function waitForDecision(
  walk: Walk,
  person: Person,
  found: Record<string, string | File> = { answer: 'nothing-held' },
): Promise<string> {
  const id = await walk.desk.mailAfter(staff.looks, /\/s\/task\//, () => askAndProve(walk, 'access', person));
  await walk.desk.mailAfter(staff.decides, /\/s\/decide\//, () => walk.answerTask(staff.looks, found));
  return id;
}

export async function decideWaiting(walk: Walk, id: string): Promise<string> {
  await walk.approve(staff.decides);
  const request = await ended(walk, id, ...answered);
  return `answered after ${request.log.length} entries`;
}

/**
 * Nobody decides: staff are reminded with a link that works while there is time, and a second address is
 * mailed once the legal date has passed.
 */
export async function walkNeglect(walk: Walk, person: Person): Promise<string> {
  const id = await waitForDecision(walk, person);
  await walk.desk.mailAfter(staff.decides, /is due soon|still waits/, () => walk.desk.sweepAfter('P26D'));
  const { page } = await walk.enter(staff.decides, 'decide');
  if (page.status !== 200) throw new Error(`the link of the reminder answered ${page.status}`);
  await walk.desk.mailAfter(staff.hearsOfLate, /passed its legal date/, () => walk.desk.sweepAfter('P35D'));
  const { log, status } = await walk.load(id);
  const count = (type: string) => log.filter((event) => event.type === type).length;
  if (count('overdue') !== 1 || status === 'closed')
    throw new Error(`${count('overdue')} overdue, ${status}`);
  return `${count('reminded')} reminders, then overdue, and still open`;
}

/** An opt-out needs no proof and no decision, only two fields. */
export async function walkOptOut(walk: Walk, { email }: Person): Promise<string> {
  const id = await walk.desk.mailAfter(email, /./, () => walk.ask({ right: 'marketing-objection', email }));
  await ended(walk, id, 'fulfilled');
  return 'done and confirmed';
}

/** The requester withdraws while the desk waits for staff, and the request ends at once. */
export async function walkWithdrawal(walk: Walk, person: Person): Promise<string> {
  const id = await walk.desk.mailAfter(staff.looks, /\/s\/task\//, () => askAndProve(walk, 'access', person));
  await walk.withdraw(person.email);
  await ended(walk, id, 'withdrawn');
  return 'ended at once';
}

/** Erases, and checks in the stores themselves that only this person's rows are gone. */
export async function walkErasure(
  walk: Walk,
  person: Person & { customerNumber: string },
  shop: ShopStores,
): Promise<string> {
  const before = await snapshotShop(shop);
  const id = await walk.desk.mailAfter(staff.decides, /\/s\/decide\//, () =>
    askAndProve(walk, 'erasure', person),
  );
  const visit = await walk.enter(staff.decides, 'decide');
  await walk.desk.mailAfter(person.email, /\/n\//, () => walk.act(visit, /^approve/i));
  const tasks = () => walk.mails(staff.looks).filter(({ text }) => text?.includes('/s/task/')).length;
  const asked = tasks();
  await sweepUntil(walk, () => tasks() > asked);
  await walk.answerTask(staff.looks, { answer: 'done' });
  await sweepUntil(walk, async () => (await walk.load(id)).status === 'closed');
  await ended(walk, id, 'partly-fulfilled');
  return compare(before, await snapshotShop(shop), person);
}

async function askAndProve(walk: Walk, right: string, person: Person): Promise<string> {
  const { email } = person;
  const id = await walk.desk.mailAfter(email, /\/v\//, () => walk.ask({ right, email }));
  await walk.prove(email);
  return id;
}

/** Runs the watch until `done`. The rehearsal's timers are seconds where a real desk's are days. */
async function sweepUntil(walk: Walk, done: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    await walk.desk.sweep();
    if (await done()) return;
  }
  throw new Error('nothing happened in twenty sweeps');
}

async function ended(walk: Walk, id: string, ...outcomes: readonly string[]): Promise<DataSubjectRequest> {
  await walk.desk.until(id, (status) => status === 'closed');
  const request = await walk.load(id);
  if (!outcomes.includes(request.outcome ?? ''))
    throw new Error(`${id} ended ${request.outcome}, not ${outcomes.join(' or ')}: ${storyOf(request)}`);
  return request;
}

/** The entries of the log, cut short, for an error message. */
function storyOf({ log }: DataSubjectRequest): string {
  return log.map(({ type, data }) => `${type} ${JSON.stringify(data).slice(0, 120)}`).join('\n');
}

/** Compares two snapshots of the shop: lines that name the person must be gone, and none may be new. */
function compare(
  before: Map<string, string>,
  after: Map<string, string>,
  her: Person & { customerNumber: string },
): string {
  const gone = [...before.keys()].filter((key) => !after.has(key));
  const changed = [...before.keys()].filter((key) => after.has(key) && after.get(key) !== before.get(key));
  const added = [...after.keys()].filter((key) => !before.has(key));
  const named = (key: string) =>
    [her.email, her.customerNumber].some((name) => `${key} ${before.get(key)}`.includes(name));
  if (gone.filter(named).length === 0) throw new Error('nothing that names her is gone');
  if (added.length > 0) throw new Error(`${added.length} lines are new`);
  const left = [...after].filter(
    ([key, line]) => `${key} ${line}`.includes(her.customerNumber) && !key.includes('invoice'),
  );
  return `${gone.length} lines gone, ${changed.length} changed, ${left.length} with her number left beside invoices`;
}

function expectSame(what: string, got: unknown, wanted: unknown): void {
  if (got !== wanted) throw new Error(`${what}: expected ${String(wanted)}, got ${String(got)}`);
}

export const personas = {
  access: people.lena,
  refusal: people.zoe,
  extension: people.mehmetInKreuzberg,
  erasure: people.amina,
  optOut: people.tariq,
  withdrawal: people.gerhard,
  update: people.mehmetInHamburg,
  neglect: people.ottilie,
};

import { createHash } from 'node:crypto';
import type { StaffMember } from '../domain/desk';
import type { DeskDeps } from '../domain/desk-deps';
import { later } from '../domain/due-dates';
import { TryAgainError } from '../domain/errors';
import { folded } from '../domain/identity-values';
import type { TotpItem } from '../domain/ports';
import { composeMail } from '../emails/compose-mail';
import { staffFactor, staffFactorPending } from '../emails/staff-mails';
import { issueLink } from '../links/issue-link';
import { everyMail } from './mail-once';
import { tellEach } from './tell-each';

type Deps = Pick<DeskDeps, 'desk' | 'items' | 'mailbox' | 'vault' | 'clock'>;

/** What may happen to an authenticator, besides being set up on a page. */
export type FactorNews =
  | 'enrolled'
  | 'replaced'
  | 'confirmed'
  | 'counts-now'
  | 'cancelled'
  | 'reset'
  | 'recovery-used'
  | 'recovery-made'
  | 'locked'
  | 'unlocked';

/** Which change: whose, and the authenticator as it was before or after. Makes each mail once and only once. */
export interface FactorChange {
  readonly staff: StaffMember;
  readonly totp: TotpItem;
}

const SENTENCES: Readonly<Record<FactorNews, (name: string) => string>> = {
  enrolled: (name) =>
    `An authenticator app was set up for ${name} by the command line. It counts from now on.`,
  replaced: (name) =>
    `The authenticator app of ${name} was replaced by another, by the command line. The old one is worth nothing any more.`,
  confirmed: (name) => `A colleague confirmed the authenticator app of ${name}. It counts from now on.`,
  'counts-now': (name) =>
    `The authenticator app of ${name}, which nobody had cancelled within two days, was used for the first time.`,
  cancelled: (name) =>
    `The authenticator app that had been set up for ${name} was removed before it counted. Whoever set it up has read the mail of ${name}: change the password of that mailbox.`,
  reset: (name) => `The authenticator app of ${name} was removed by the command line.`,
  'recovery-used': (name) => `A recovery code was used in the place of ${name}'s authenticator app.`,
  'recovery-made': (name) =>
    `New recovery codes were made for ${name}. The ones before are worth nothing any more.`,
  locked: (name) =>
    `Twenty wrong codes were typed in the place of ${name}'s authenticator app, so it is locked. They were typed by somebody who reads the mail of ${name}. A recovery code opens it again.`,
  unlocked: (name) => `The authenticator app of ${name} was unlocked by the command line.`,
};

/** Tells whose it is, all who decide, and the second address, once each; whoever cannot be told is named to the others. */
export async function tellFactor(deps: Deps, news: FactorNews, change: FactorChange): Promise<void> {
  const what = SENTENCES[news](change.staff.name);
  const key = keyOf(news, change);
  const mail = factorMail(deps, change, what);
  const refused = await tellEach(readers(deps, change.staff), (to) =>
    tellOnce(deps, key, to, async () => mail),
  );
  await tellRefused(deps, { key, change, what }, refused);
}

/** The same, of one that waits, each with a link that removes it. */
export async function tellPending(deps: Deps, change: FactorChange & { countsFrom: string }): Promise<void> {
  const { name, id } = change.staff;
  const all = readers(deps, change.staff);
  const key = keyOf('pending', change);
  const refused = await tellEach(all, (to) =>
    tellOnce(deps, key, to, async () => {
      const link = await issueLink(deps, {
        requestId: 'desk',
        purpose: 'factor',
        issue: Date.parse(change.totp.since ?? '') * 100 + all.indexOf(to),
        subjectId: id,
        mailbox: to,
      });
      const { linkLife } = deps.desk.waits;
      const { url, code } = link;
      const about = { about: name, countsFrom: change.countsFrom };
      return composeMail(staffFactorPending, { ...everyMail(deps), ...about, link: url, code, linkLife });
    }),
  );
  const what = `An authenticator app was set up for ${name} on a page. It does not count yet.`;
  await tellRefused(deps, { key, change, what }, refused);
}

/** Names to the others whom the mail service keeps from hearing of it. */
async function tellRefused(
  deps: Deps,
  news: { readonly key: string; readonly change: FactorChange; readonly what: string },
  refused: readonly string[],
): Promise<void> {
  if (refused.length === 0) return;
  const names = refused.map((to) => deps.desk.staff.find(({ email }) => email === to)?.name ?? to);
  const what = `${news.what} The mail service takes no mail for ${names.join(' and ')}, who has to be told otherwise.`;
  const mail = factorMail(deps, news.change, what);
  const others = readers(deps, news.change.staff).filter((to) => !refused.includes(to));
  await tellEach(others, (to) => tellOnce(deps, `${news.key}:refused`, to, async () => mail));
}

function factorMail(deps: Deps, { staff: { name, id } }: FactorChange, what: string) {
  const remedy = `Ask ${name} by phone or in person. If it was not ${name}, have whoever runs the desk do this now: npx rightsdesk reset-app ${id}`;
  return composeMail(staffFactor, { ...everyMail(deps), what, remedy });
}

/** Addresses of those who hear of a change: whose it is, all who decide, and the second address. */
export function readers({ desk }: Pick<Deps, 'desk'>, staff: StaffMember): string[] {
  const deciding = desk.staff.filter((s) => s.may.includes('decide'));
  const all = [staff.email, ...deciding.map((s) => s.email), desk.escalateTo];
  return [...new Map(all.map((address) => [folded('email', address), address])).values()];
}

function keyOf(news: string, { staff, totp }: FactorChange): string {
  return `told:${staff.id}:${news}:${totp.since ?? ''}:${totp.version ?? 0}`;
}

/** How long one of two tellers at once leaves a mail to the other, should that one crash. */
const SENDING = 'PT15S';
const GLANCES = 10;
const GLANCE_MS = 150;

/** Sent first and noted after: a crash in between repeats the mail, and none loses it. */
async function tellOnce(
  deps: Deps,
  key: string,
  to: string,
  compose: () => Promise<ReturnType<typeof composeMail>>,
): Promise<void> {
  const mark = `${key}:${createHash('sha256').update(folded('email', to)).digest('base64url').slice(0, 16)}`;
  if (await deps.items.findCursor(mark)) return;
  const now = deps.clock.now();
  const until = later(now, SENDING, 'UTC');
  if (!(await deps.items.takeLease(mark, now, until))) return awaitOther(deps, mark);
  try {
    if (await deps.items.findCursor(mark)) return;
    await deps.mailbox.send({ to, ...(await compose()) });
    await deps.items.saveCursor(mark, now);
  } finally {
    await deps.items.dropLease(mark, until);
  }
}

/** Somebody else is sending this very mail: nothing is told before it left. */
async function awaitOther(deps: Deps, mark: string): Promise<void> {
  for (let glance = 0; glance < GLANCES; glance += 1) {
    await new Promise((done) => setTimeout(done, GLANCE_MS));
    if (await deps.items.findCursor(mark)) return;
  }
  throw new TryAgainError('the mail is being sent by another step');
}

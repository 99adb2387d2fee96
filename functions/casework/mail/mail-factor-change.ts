import { createHash } from 'node:crypto';
import { plusDuration } from '../../domain/civil-time';
import type { StaffMember } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import type { TotpItem } from '../../domain/desk-items';
import { folded } from '../../domain/identity-values';
import { composeMail } from '../../emails/compose-mail';
import { staffFactor, staffFactorPending } from '../../emails/staff-mails';
import { linkLifeUntil } from '../links/code-budget';
import { issueLink } from '../links/issue-link';
import { awaitOtherSender } from './await-other-sender';
import { mailEach } from './mail-each';
import { everyMail } from './mail-frame';

type Deps = Pick<DeskDeps, 'desk' | 'items' | 'mailbox' | 'vault' | 'clock'>;

/** Changes to an authenticator, other than setting one up on a page. */
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

/** Identifies a change: whose, and the authenticator before or after it. Each mail about it is sent once. */
export interface FactorChange {
  readonly staff: StaffMember;
  readonly totp: TotpItem;
}

const SENTENCES: Readonly<Record<FactorNews, (name: string) => string>> = {
  enrolled: (name) =>
    `An authenticator app was set up for ${name} by the command line. It counts from now on.`,
  replaced: (name) =>
    `The authenticator app of ${name} was replaced by another, by the command line. The old one no longer works.`,
  confirmed: (name) => `A colleague confirmed the authenticator app of ${name}. It counts from now on.`,
  'counts-now': (name) =>
    `The authenticator app of ${name}, which nobody had cancelled within two days, was used for the first time.`,
  cancelled: (name) =>
    `The authenticator app that had been set up for ${name} was removed before it counted. Whoever set it up has read the mail of ${name}: change the password of that mailbox.`,
  reset: (name) => `The authenticator app of ${name} was removed by the command line.`,
  'recovery-used': (name) => `A recovery code was used in the place of ${name}'s authenticator app.`,
  'recovery-made': (name) => `New recovery codes were made for ${name}. The earlier ones no longer work.`,
  locked: (name) =>
    `Twenty wrong codes were typed in the place of ${name}'s authenticator app, so it is locked. They were typed by somebody who can read the mail of ${name}. A recovery code opens it again, and so does the command line, with --unlock.`,
  unlocked: (name) => `The authenticator app of ${name} was unlocked by the command line.`,
};

/** Tells its owner, all approvers and the escalation address, once each. */
export async function mailFactorChange(deps: Deps, news: FactorNews, change: FactorChange): Promise<void> {
  await tellAll(deps, news, { ...change, what: SENTENCES[news](change.staff.name) });
}

/** Tells the same readers of an authenticator that does not count yet, each with a link that removes it. */
export async function mailFactorPending(
  deps: Deps,
  change: FactorChange & { countsFrom: string },
): Promise<void> {
  const { staff, totp, countsFrom } = change;
  const what = `An authenticator app was set up for ${staff.name} and waits to count.`;
  await tellAll(deps, 'pending', { ...change, what }, async (mailbox, at) => {
    const linkLife = linkLifeUntil(deps, countsFrom);
    const link = await issueLink(deps, {
      requestId: 'desk',
      purpose: 'factor',
      issue: Date.parse(totp.since ?? '') * 100 + at,
      subjectId: staff.id,
      mailbox,
      life: linkLife,
    });
    const { url, code } = link;
    const about = { about: staff.name, countsFrom };
    return composeMail(staffFactorPending, { ...everyMail(deps), ...about, link: url, code, linkLife });
  });
}

type Composed = ReturnType<typeof composeMail>;

/** Readers whom the mail service refuses are named to the others. */
async function tellAll(
  deps: Deps,
  news: FactorNews | 'pending',
  change: FactorChange & { readonly what: string },
  compose?: (to: string, at: number) => Promise<Composed>,
): Promise<void> {
  const { staff, what } = change;
  const all = readers(deps, staff);
  const key = keyOf(news, change);
  const remedy = `Ask ${staff.name} by phone or in person. If it was not ${staff.name}, have whoever runs the desk do this now: npx rightsdesk reset-app ${staff.id}`;
  const plain = async (text: string) => composeMail(staffFactor, { ...everyMail(deps), what: text, remedy });
  const refused = await mailEach(all, (to) =>
    tellOnce(deps, key, to, () => compose?.(to, all.indexOf(to)) ?? plain(what)),
  );
  if (refused.length === 0) return;
  const more = `${what} The mail service takes no mail for ${refused.join(' and ')}: tell them yourself.`;
  const others = all.filter((to) => !refused.includes(to));
  await mailEach(others, (to) => tellOnce(deps, `${key}:refused`, to, () => plain(more)));
}

/** Addresses that hear of a change: its owner, all approvers and the escalation address. */
export function readers({ desk }: Pick<Deps, 'desk'>, staff: StaffMember): string[] {
  const deciding = desk.staff.filter((s) => s.may.includes('decide'));
  const all = [staff.email, ...deciding.map((s) => s.email), desk.escalateTo];
  return [...new Map(all.map((address) => [folded('email', address), address])).values()];
}

function keyOf(news: string, { staff, totp }: FactorChange): string {
  return `told:${staff.id}:${news}:${totp.since ?? ''}:${totp.version ?? 0}`;
}

/** How long a step has for sending a mail before another may send it. */
const SEND_LEASE = 'PT15S';

/** Sent first and recorded after: a crash in between repeats the mail and never loses it. */
async function tellOnce(
  deps: Deps,
  key: string,
  to: string,
  compose: () => Promise<Composed>,
): Promise<void> {
  const mark = `${key}:${createHash('sha256').update(folded('email', to)).digest('base64url').slice(0, 16)}`;
  const isTold = async () => (await deps.items.findCursor(mark)) !== undefined;
  if (await isTold()) return;
  const now = deps.clock.now();
  const until = plusDuration(now, SEND_LEASE, 'UTC');
  if (!(await deps.items.takeLease(mark, now, until))) return awaitOtherSender(deps.clock, isTold);
  try {
    if (await isTold()) return;
    await deps.mailbox.send({ to, ...(await compose()) });
    await deps.items.saveCursor(mark, now);
  } finally {
    await deps.items.dropLease(mark, until);
  }
}

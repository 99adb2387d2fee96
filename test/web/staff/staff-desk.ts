import { Secret, TOTP } from 'otpauth';
import { Temporal } from 'temporal-polyfill';
import { staffLink } from '../../../functions/casework/mail/staff-link';
import type { StaffMember } from '../../../functions/domain/desk';
import { decideApp } from '../../../functions/web/decide.app';
import type { StaffDeps } from '../../../functions/web/staff/staff-deps';
import { staffApp } from '../../../functions/web/staff.app';
import { enrolByCommand } from '../../../functions/web/totp/enrolment';
import { totpSecret } from '../../../functions/web/totp/totp';
import { alma } from '../../builders/a-desk';
import type { World } from '../../builders/a-world';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { type Answer, Browser } from './browser';

/** The staff pages over a world; a page that breaks fails the test. */
export function openDesk(world: World, more: Partial<StaffDeps> = {}): Browser {
  const logFailure = (_reference: string, error: Error) => {
    throw error;
  };
  const settings = { deps: { ...world, ...more }, logFailure };
  const apps = { decide: decideApp(settings), staff: staffApp(settings) };
  const front = ({ pathname }: URL) => (pathname.startsWith('/s/decide/') ? apps.decide : apps.staff);
  return new Browser(
    { request: (url, init) => front(new URL(url)).request(url, init) },
    new URL(world.desk.baseUrl).origin,
  );
}

export interface MailedLink {
  readonly path: string;
  readonly code: string;
}

/** The newest link of a kind that was mailed to a member of staff, with its code. */
export function newestLink(world: World, kind: string, email: string = alma.email): MailedLink {
  const mail = world.mailbox.to(email).findLast((m) => m.text.includes(`/${kind}/`));
  return { path: linkIn(mail, kind), code: codeIn(mail) };
}

export const doors = ['decide', 'task', 'case', 'identity'] as const;

/** Alma's link to one of a request's pages, without a mail. */
export async function linkTo(world: World, id: string, purpose: (typeof doors)[number]): Promise<MailedLink> {
  const subject = purpose === 'task' ? { subjectId: 'manual-access-support' } : {};
  const wish = { purpose, staffId: alma.id, issue: 1, ...subject };
  const { link, code } = await staffLink(world, await world.register.load(id), wish);
  return { path: new URL(link).pathname, code };
}

/** Opens a mailed page as its reader does: the link, then the code. */
export async function enter(browser: Browser, link: MailedLink): Promise<Answer> {
  const gate = await browser.get(link.path);
  return browser.submit(gate, { code: link.code });
}

/** Sets up a staff member's app, as the command line does. Returns its key. */
export async function setUpApp(world: World, staff: StaffMember = alma): Promise<string> {
  const { secret } = totpSecret(Buffer.alloc(20, staff.id), { issuer: 'Test', label: staff.name });
  if (!(await world.items.findTotp(staff.id))) await enrolByCommand(world, staff, secret);
  return secret;
}

/** What a staff member's app shows now; it is set up first where needed. */
export async function appCode(world: World, staff: StaffMember = alma): Promise<string> {
  return codeOf(await setUpApp(world, staff), world.clock.now());
}

/** Signs in with the mailed code and with the app, which is set up first where needed. */
export async function signedInWithApp(world: World, staff: StaffMember = alma): Promise<Browser> {
  await setUpApp(world, staff);
  const browser = openDesk(world);
  await browser.post('/s/in', { email: staff.email });
  const page = await enter(browser, newestLink(world, 's/in', staff.email));
  await browser.submit(page, { totp: await appCode(world, staff) });
  return browser;
}

export function codeOf(secret: string, now: string): string {
  const timestamp = Temporal.Instant.from(now).epochMilliseconds;
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp });
}

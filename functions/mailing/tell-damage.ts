import type { DeskDeps } from '../domain/desk-deps';
import { later } from '../domain/due-dates';
import { composeMail } from '../emails/compose-mail';
import type { MailFacts } from '../emails/mail-facts';
import { staffDamage } from '../emails/staff-mails';
import { everyMail } from './mail-once';

export interface Damage {
  /** What does not fit, what is missing, or the clock. */
  readonly kind: 'evidence' | 'restored' | 'clock';
  /** One sentence each, with ids, numbers and dates only. The same words are the same finding. */
  readonly found: readonly string[];
  readonly words: Pick<MailFacts['staff-damage'], 'about' | 'remedy' | 'chapter'>;
}

/** A finding that lasts is told again after this long. */
const AGAIN = 'P7D';

/** Two sweeps at once tell it once; one that crashed while it told leaves it to the next after this time. */
const SENDING = 'PT1M';

/** So many are named in a mail; the command names all. */
const NAMED = 30;

/** So many are remembered as told. */
const REMEMBERED = 300;

/**
 * Tells everybody who decides, and the second address, what is wrong with the desk itself: once for each finding, and weekly while it lasts. Sent first and noted after, so
 * that a crash repeats a mail and loses none.
 */
export async function tellDamage(
  deps: Pick<DeskDeps, 'items' | 'mailbox' | 'clock' | 'desk'>,
  { kind, found, words }: Damage,
): Promise<void> {
  const now = deps.clock.now();
  const cursor = `told-${kind}`;
  const told = new Map<string, string>(JSON.parse((await deps.items.findCursor(cursor)) ?? '[]'));
  const isNew = (finding: string) => now >= later(told.get(finding) ?? '1970-01-01T00:00:00Z', AGAIN, 'UTC');
  if (!found.some(isNew)) return;
  const lease = `tell-damage-${kind}`;
  if (!(await deps.items.takeLease(lease, now, later(now, SENDING, 'UTC')))) return;
  const more = found.length - NAMED;
  const list = [...found.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])];
  const about = {
    found: list.map((what) => ({ what })),
    restored: kind === 'restored',
    clock: kind === 'clock',
  };
  const facts = { ...everyMail(deps), ...words, ...about };
  for (const to of readers(deps.desk)) await deps.mailbox.send({ to, ...composeMail(staffDamage, facts) });
  const lasting = found.slice(0, REMEMBERED).map((finding) => [finding, now]);
  await deps.items.saveCursor(cursor, JSON.stringify(lasting));
}

function readers({ staff, escalateTo }: DeskDeps['desk']): Set<string> {
  const deciders = staff.filter((one) => one.may.includes('decide')).map((one) => one.email);
  return new Set([...deciders, escalateTo]);
}

import { plusDuration } from '../../domain/civil-time';
import type { DeskDeps } from '../../domain/desk-deps';
import { MailRefusal } from '../../domain/mail-refusal';
import { composeMail } from '../../emails/compose-mail';
import type { MailFacts } from '../../emails/mail-facts';
import { staffDamage } from '../../emails/staff-mails';
import {
  hasHeard,
  isDue,
  readLacking,
  readTold,
  saveHeard,
  saveLacking,
  saveRefused,
  type Told,
} from './heard-findings';
import { everyMail } from './mail-frame';

export interface Damage {
  /** What does not fit, what is no anchor, what is missing, the clock, or what a wrong clock dated. */
  readonly kind: 'evidence' | 'anchors' | 'restored' | 'clock' | 'dates';
  /** One sentence each, with ids, numbers and dates only. The same words are the same finding. */
  readonly found: readonly string[];
  readonly words: Pick<MailFacts['staff-damage'], 'about' | 'remedy' | 'chapter'>;
}

/**
 * Keeps two sweeps from mailing it twice; after a crash the next sweep may mail it when this time is over.
 */
const SEND_LEASE = 'PT1M';

/** Findings named in one mail; the command names all. */
const NAMED = 30;

export type DamageDeps = Pick<DeskDeps, 'items' | 'mailbox' | 'clock' | 'desk'>;

/**
 * Tells all approvers and the escalation address what is wrong with the desk itself: once for each finding,
 * weekly while it lasts, and in at most one mail a day. Each reader is mailed and remembered separately, so
 * that a mailbox that refuses does not keep it from the others. A finding that somebody has not heard yet is
 * kept and mailed by a later run, even if that run finds nothing (`found` is empty). Mails are sent first and
 * recorded after, so that a crash repeats a mail and loses none. Throws the first fault when nobody could be
 * mailed.
 */
export async function mailDamage(deps: DamageDeps, damage: Damage): Promise<void> {
  const now = deps.clock.now();
  const lacking = new Set(await readLacking(deps, lackingOf(damage)));
  if (damage.found.length === 0 && lacking.size === 0) return;
  const readers = await Promise.all(damageReaders(deps.desk).map((one) => withTold(deps, damage, one)));
  const all = [...new Set([...damage.found, ...lacking])];
  const unheard = all.filter((finding) => readers.some(({ told }) => !hasHeard(told, finding)));
  // Saved before anything is sent, so that a later run takes over after a crash, a full day or a reader who
  // cannot be reached.
  if (unheard.some((finding) => !lacking.has(finding))) await saveLacking(deps, lackingOf(damage), unheard);
  const due = readers.filter(({ told }) => isDue(told, damage.found, lacking, now));
  if (due.length === 0) {
    // Everybody has heard it: a finding kept for nobody would be looked at by every run.
    if (unheard.length === 0 && lacking.size > 0) await saveLacking(deps, lackingOf(damage), []);
    return;
  }
  const lease = `tell-damage-${damage.kind}`;
  if (!(await deps.items.takeLease(lease, now, plusDuration(now, SEND_LEASE, 'UTC')))) return;
  const faults: unknown[] = [];
  for (const reader of due) await tellOne(deps, damage, reader, all).catch((fault) => faults.push(fault));
  await forgetHeard(deps, damage, all);
  if (faults.length === readers.length) throw faults[0];
}

/** Keeps a finding for the next run of this kind, which names all kept findings in one mail. */
export async function keepFinding(deps: DamageDeps, kind: Damage['kind'], finding: string): Promise<void> {
  const lacking = await readLacking(deps, lackingOf({ kind }));
  if (!lacking.includes(finding)) await saveLacking(deps, lackingOf({ kind }), [...lacking, finding]);
}

interface Reader {
  /** Id of the member of staff, or `second`. */
  readonly id: string;
  readonly email: string;
}

interface ReaderWhoKnows extends Reader {
  readonly told: Told;
}

/** Each address once. */
function damageReaders({ staff, escalateTo }: DeskDeps['desk']): Reader[] {
  const deciders = staff.filter((one) => one.may.includes('decide'));
  const byAddress = new Map(deciders.map(({ id, email }) => [email, { id, email }]));
  if (!byAddress.has(escalateTo)) byAddress.set(escalateTo, { id: 'second', email: escalateTo });
  return [...byAddress.values()];
}

async function withTold(deps: DamageDeps, damage: Damage, reader: Reader): Promise<ReaderWhoKnows> {
  return { ...reader, told: await readTold(deps, toldOf(damage, reader)) };
}

async function tellOne(
  deps: DamageDeps,
  damage: Damage,
  reader: ReaderWhoKnows,
  all: readonly string[],
): Promise<void> {
  const now = deps.clock.now();
  const name = toldOf(damage, reader);
  try {
    await deps.mailbox.send({ to: reader.email, ...composeMail(staffDamage, factsOf(deps, damage, all)) });
  } catch (fault) {
    if (fault instanceof MailRefusal) await saveRefused(deps, name, reader.told, now);
    throw fault;
  }
  await saveHeard(deps, name, reader.told, { all, now });
}

function factsOf(
  deps: DamageDeps,
  { kind, words }: Damage,
  all: readonly string[],
): MailFacts['staff-damage'] {
  const more = all.length - NAMED;
  const list = [...all.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])];
  return {
    ...everyMail(deps),
    ...words,
    found: list.map((what) => ({ what })),
    restored: kind === 'restored',
    clock: kind === 'clock',
    dates: kind === 'dates',
  };
}

/** Keeps what at least one reader has not heard. */
async function forgetHeard(deps: DamageDeps, damage: Damage, all: readonly string[]): Promise<void> {
  const readers = await Promise.all(damageReaders(deps.desk).map((one) => withTold(deps, damage, one)));
  const unheard = all.filter((finding) => readers.some(({ told }) => !hasHeard(told, finding)));
  await saveLacking(deps, lackingOf(damage), unheard);
}

function lackingOf({ kind }: Pick<Damage, 'kind'>): string {
  return `untold-${kind}`;
}

function toldOf({ kind }: Damage, { id }: Reader): string {
  return `told-${kind}-${id}`;
}

import type { DeskDeps } from '../domain/desk-deps';
import { later } from '../domain/due-dates';
import { MailRefusal } from '../domain/mail-refusal';
import { composeMail } from '../emails/compose-mail';
import type { MailFacts } from '../emails/mail-facts';
import { staffDamage } from '../emails/staff-mails';
import { everyMail } from './mail-once';

export interface Damage {
  /** What does not fit, what is no anchor, what is missing, or the clock. */
  readonly kind: 'evidence' | 'anchors' | 'restored' | 'clock';
  /** One sentence each, with ids, numbers and dates only. The same words are the same finding. */
  readonly found: readonly string[];
  readonly words: Pick<MailFacts['staff-damage'], 'about' | 'remedy' | 'chapter'>;
}

/** A finding that lasts is told again after this long. */
const AGAIN = 'P7D';

/** A mailbox that refused a finding is tried again after this long; one that could not be reached, by the next run. */
const AFTER_REFUSAL = 'P1D';

/** Two sweeps at once tell it once; one that crashed while it told leaves it to the next after this time. */
const SENDING = 'PT1M';

/** So many are named in a mail; the command names all. */
const NAMED = 30;

/** So many are remembered as told. */
const REMEMBERED = 300;

type Deps = Pick<DeskDeps, 'items' | 'mailbox' | 'clock' | 'desk'>;

/**
 * Tells everybody who decides, and the second address, what is wrong with the desk itself: once for each finding, and weekly while it lasts. Each reader is told, and
 * remembered, apart: one whose mailbox refuses keeps it from nobody else. What somebody has not heard yet is kept, and told by a later run even if that run finds nothing
 * (`found` is empty). Sent first and noted after, so that a crash repeats a mail and loses none.
 *
 * Throws the first fault when nobody at all could be told.
 */
export async function tellDamage(deps: Deps, damage: Damage): Promise<void> {
  const now = deps.clock.now();
  const lacking = new Set(await read<string>(deps, lackingOf(damage)));
  if (damage.found.length === 0 && lacking.size === 0) return;
  const readers = await Promise.all(damageReaders(deps.desk).map((one) => withTold(deps, damage, one)));
  const due = readers.filter((reader) => isDue(reader, damage.found, lacking, now));
  if (due.length === 0) return;
  const lease = `tell-damage-${damage.kind}`;
  if (!(await deps.items.takeLease(lease, now, later(now, SENDING, 'UTC')))) return;
  const all = [...new Set([...damage.found, ...lacking])];
  // Kept before anything is sent: a crash, or a reader out of reach, leaves it to the next run.
  if (all.some((finding) => !lacking.has(finding))) await save(deps, lackingOf(damage), all);
  const faults: unknown[] = [];
  for (const reader of due) await tellOne(deps, damage, reader, all).catch((fault) => faults.push(fault));
  await save(deps, lackingOf(damage), await unheard(deps, damage, all));
  if (faults.length === readers.length) throw faults[0];
}

interface Reader {
  /** Id of the member of staff, or `second`. */
  readonly id: string;
  readonly email: string;
}

/** A finding as one reader knows it; `again`: instant from which it is told to them once more. */
type Told = readonly [finding: string, again: string, isHeard: boolean];

interface ReaderWhoKnows extends Reader {
  readonly told: ReadonlyMap<string, Told>;
}

/** Each address once. */
function damageReaders({ staff, escalateTo }: DeskDeps['desk']): Reader[] {
  const deciders = staff.filter((one) => one.may.includes('decide'));
  const byAddress = new Map(deciders.map(({ id, email }) => [email, { id, email }]));
  if (!byAddress.has(escalateTo)) byAddress.set(escalateTo, { id: 'second', email: escalateTo });
  return [...byAddress.values()];
}

async function withTold(deps: Deps, damage: Damage, reader: Reader): Promise<ReaderWhoKnows> {
  const told = await read<Told>(deps, toldOf(damage, reader));
  return { ...reader, told: new Map(told.map((one) => [one[0], one])) };
}

/** What lasts is told weekly; what was found once, only to those who have not heard it. */
function isDue(
  { told }: ReaderWhoKnows,
  found: readonly string[],
  lacking: Iterable<string>,
  now: string,
): boolean {
  const isNow = (finding: string) => now >= (told.get(finding)?.[1] ?? '');
  const isHeard = (finding: string) => told.get(finding)?.[2] === true;
  return found.some(isNow) || [...lacking].some((finding) => !isHeard(finding) && isNow(finding));
}

async function tellOne(
  deps: Deps,
  damage: Damage,
  reader: ReaderWhoKnows,
  all: readonly string[],
): Promise<void> {
  const now = deps.clock.now();
  const remember = (after: string, isHeard: boolean) => {
    const again = later(now, after, 'UTC');
    const told = all.slice(0, REMEMBERED).map((finding): Told => {
      const before = reader.told.get(finding)?.[2] === true;
      return [finding, again, isHeard || before];
    });
    return save(deps, toldOf(damage, reader), told);
  };
  try {
    await deps.mailbox.send({ to: reader.email, ...composeMail(staffDamage, factsOf(deps, damage, all)) });
  } catch (fault) {
    if (fault instanceof MailRefusal) await remember(AFTER_REFUSAL, false);
    throw fault;
  }
  await remember(AGAIN, true);
}

function factsOf(deps: Deps, { kind, words }: Damage, all: readonly string[]): MailFacts['staff-damage'] {
  const more = all.length - NAMED;
  const list = [...all.slice(0, NAMED), ...(more > 0 ? [`and ${more} more`] : [])];
  return {
    ...everyMail(deps),
    ...words,
    found: list.map((what) => ({ what })),
    restored: kind === 'restored',
    clock: kind === 'clock',
  };
}

/** Of the remembered ones: what at least one reader has not heard. */
async function unheard(deps: Deps, damage: Damage, all: readonly string[]): Promise<string[]> {
  const readers = await Promise.all(damageReaders(deps.desk).map((one) => withTold(deps, damage, one)));
  return all
    .slice(0, REMEMBERED)
    .filter((finding) => readers.some(({ told }) => told.get(finding)?.[2] !== true));
}

async function read<T>(deps: Deps, cursor: string): Promise<T[]> {
  return JSON.parse((await deps.items.findCursor(cursor)) ?? '[]') as T[];
}

function save(deps: Deps, cursor: string, list: readonly unknown[]): Promise<void> {
  return deps.items.saveCursor(cursor, JSON.stringify(list.slice(0, REMEMBERED)));
}

function lackingOf({ kind }: Damage): string {
  return `untold-${kind}`;
}

function toldOf({ kind }: Damage, { id }: Reader): string {
  return `told-${kind}-${id}`;
}

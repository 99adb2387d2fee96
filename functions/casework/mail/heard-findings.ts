import { createHash } from 'node:crypto';
import { plusDuration } from '../../domain/civil-time';
import type { DeskItems } from '../../domain/desk-items';
import { fieldsOf, parseJson } from '../../domain/parse-json';

interface Deps {
  readonly items: Pick<DeskItems, 'findCursor' | 'saveCursor'>;
}

/** What one reader has heard of one kind of damage. */
export interface Told {
  /** No mail of this kind before this instant. */
  readonly next: string;
  /** By digest of a finding: the instant from which it is told once more. */
  readonly heard: ReadonlyMap<string, string>;
}

/** A finding that lasts is told again after this long. */
const AGAIN = 'P7D';

/** One mail a day, whatever comes to light: a schedule that runs daily is never quite on time. */
const NEXT = 'PT20H';

/** So many findings are remembered as told, and so many as kept for somebody who has not heard them. */
const REMEMBERED = 5_000;
const KEPT = 300;

/** Short enough to keep thousands of them in one item. */
function digestOf(finding: string): string {
  return createHash('sha256').update(finding).digest('base64url').slice(0, 12);
}

export async function readTold(deps: Deps, name: string): Promise<Told> {
  const { next, heard } = fieldsOf(parseJson(await deps.items.findCursor(name)));
  const entries = Object.entries(typeof heard === 'object' && heard !== null ? heard : {});
  return {
    next: typeof next === 'string' ? next : '',
    heard: new Map(entries.filter((one): one is [string, string] => typeof one[1] === 'string')),
  };
}

export function hasHeard({ heard }: Told, finding: string): boolean {
  return heard.has(digestOf(finding));
}

/**
 * Whether it is time to tell them: something they have not heard, or something found now that lasts since a
 * week. A clock that went back holds nothing for long.
 */
export function isDue(told: Told, found: readonly string[], lacking: Iterable<string>, now: string): boolean {
  if (told.next > now && told.next <= plusDuration(now, 'P1D', 'UTC')) return false;
  const isAgain = (finding: string) => now >= (told.heard.get(digestOf(finding)) ?? '');
  return found.some(isAgain) || [...lacking].some((finding) => !hasHeard(told, finding));
}

/** They were told all of it now. */
export async function saveHeard(
  deps: Deps,
  name: string,
  told: Told,
  { all, now }: { readonly all: readonly string[]; readonly now: string },
): Promise<void> {
  const again = plusDuration(now, AGAIN, 'UTC');
  const before = [...told.heard].filter(([, at]) => at > now);
  const heard = new Map([...before, ...all.map((finding) => [digestOf(finding), again] as const)]);
  const kept = Object.fromEntries([...heard].slice(-REMEMBERED));
  await deps.items.saveCursor(name, JSON.stringify({ next: plusDuration(now, NEXT, 'UTC'), heard: kept }));
}

/** Their mailbox refused it: the same mail would be refused again within the day. */
export async function saveRefused(deps: Deps, name: string, told: Told, now: string): Promise<void> {
  const heard = Object.fromEntries(told.heard);
  await deps.items.saveCursor(name, JSON.stringify({ next: plusDuration(now, NEXT, 'UTC'), heard }));
}

/** What somebody has not heard yet, and how many more there were. */
export async function readLacking(deps: Deps, name: string): Promise<string[]> {
  const list = parseJson(await deps.items.findCursor(name));
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
}

export async function saveLacking(deps: Deps, name: string, all: readonly string[]): Promise<void> {
  const more = all.length - KEPT;
  const kept = more > 0 ? [...all.slice(0, KEPT), `and ${more} more`] : all;
  await deps.items.saveCursor(name, JSON.stringify(kept));
}

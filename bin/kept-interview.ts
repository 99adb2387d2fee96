import type { FirstCollection } from '../functions/config/first-map/first-map';
import type { Asker } from './asker';
import { shown } from './map-draft-text';

/**
 * Rows that are to be erased cannot go while kept rows point at them. Offers to blank them instead, which
 * leaves the row itself where the kept ones need it.
 */
export async function settleKept(
  collections: readonly FirstCollection[],
  asker: Asker,
): Promise<FirstCollection[]> {
  const settled: FirstCollection[] = [];
  for (const [at, one] of collections.entries())
    settled.push(await settleOne(one, [...settled, ...collections.slice(at)], asker));
  const all: FirstCollection[] = [];
  for (const one of settled) all.push(await settleBelowBlanked(one, settled, asker));
  return all;
}

/** What is treated as a row that is blanked would be blanked as well, and is more often erased. */
async function settleBelowBlanked(
  one: FirstCollection,
  all: readonly FirstCollection[],
  asker: Asker,
): Promise<FirstCollection> {
  const blanked = parentsOf(one, all).filter(({ onErasure }) => onErasure === 'anonymise');
  if (blanked.length === 0) return one;
  asker.say('');
  const letter = await asker.letter(
    `${shown(one.name)} hang on ${names(blanked)}, which are blanked. Erase them?`,
    ['y', 'n'],
  );
  return letter === 'y' ? { ...one, onErasure: 'erase' } : one;
}

async function settleOne(
  one: FirstCollection,
  all: readonly FirstCollection[],
  asker: Asker,
): Promise<FirstCollection> {
  const kept = all.filter(({ name }) => one.pointedAtBy.includes(name)).filter((other) => isKept(other, all));
  if (one.onErasure !== 'erase' || kept.length === 0) return one;
  asker.say('');
  asker.say(`${shown(one.name)} cannot be erased while these point at it and are kept: ${names(kept)}`);
  asker.say(`  blanked would be: ${names(one.fields.filter(({ blank }) => blank !== undefined))}`);
  asker.say(`  as they are stay: ${names(one.fields.filter(({ blank }) => blank === undefined))}`);
  const letter = await asker.letter('Blank the rows and keep them?', ['y', 'n']);
  return letter === 'y' ? { ...one, onErasure: 'anonymise' } : one;
}

/** Its rows stay: kept by law, blanked, or treated as a row that is. */
function isKept(
  one: FirstCollection,
  all: readonly FirstCollection[],
  seen: readonly string[] = [],
): boolean {
  const { onErasure, name } = one;
  if (onErasure === 'anonymise') return true;
  if (typeof onErasure !== 'object' || seen.includes(name)) return false;
  if ('retain' in onErasure) return true;
  return parentsOf(one, all).some((parent) => isKept(parent, all, [...seen, name]));
}

/** The collections as whose rows it is treated. */
function parentsOf(one: FirstCollection, all: readonly FirstCollection[]): FirstCollection[] {
  const { onErasure, fields } = one;
  if (typeof onErasure !== 'object' || !('as_parent' in onErasure)) return [];
  const through = fields.find(({ name }) => name === onErasure.as_parent.through);
  const named = (through?.references ?? []).map(({ collection }) => collection);
  return all.filter(({ name }) => named.includes(name));
}

function names(named: readonly { readonly name: string }[]): string {
  return named.map(({ name }) => shown(name)).join(', ') || 'none';
}

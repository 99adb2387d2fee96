import type { FirstCollection, FirstField, FirstMap } from '../functions/config/first-map/first-map';
import { type Asker, askerOn } from './asker';
import type { Console } from './console';
import { shown } from './map-draft-text';
import { askTreatment, type Remembered } from './treatment-interview';
import { askUses } from './uses-interview';

/**
 * Goes through a drafted map in the terminal and asks what only the shop can know. What is confirmed loses
 * its marks; what is skipped stays marked or open. Only names from the structure of the store are shown.
 */
export async function interview(map: FirstMap, console: Console): Promise<FirstMap> {
  const asker = askerOn(console);
  try {
    asker.say(
      'Enter leaves a question open: map check lists what is left. Nothing is written before the end.',
    );
    const answers = await askUses(asker);
    const nobodys = await confirmNobodys(map, asker);
    const remembered: Remembered = {};
    const collections: FirstCollection[] = [];
    for (const one of map.collections)
      collections.push(
        one.role === 'nobody' ? withoutMarks(one, nobodys) : await reviewCollection(one, asker, remembered),
      );
    return { ...map, collections, answers };
  } finally {
    asker.close();
  }
}

/** One question for all: there are many of them, and each takes a glance. */
async function confirmNobodys({ collections }: FirstMap, asker: Asker): Promise<boolean> {
  const names = collections.filter(({ role }) => role === 'nobody').map(({ name }) => shown(name));
  if (names.length === 0) return false;
  asker.say('');
  asker.say(`Taken to hold nothing about people: ${names.join(', ')}`);
  return (await asker.letter('Is that right for every one of them?', ['y', 'n'])) === 'y';
}

function withoutMarks(one: FirstCollection, isConfirmed: boolean): FirstCollection {
  return isConfirmed ? { ...one, review: [] } : one;
}

async function reviewCollection(
  one: FirstCollection,
  asker: Asker,
  remembered: Remembered,
): Promise<FirstCollection> {
  asker.say('');
  asker.say(`${shown(one.name)}: ${one.fields.map(fieldWords).join(', ')}`);
  for (const { words } of one.review) asker.say(`  ${shown(words, 600)}`);
  if (one.role === 'unclear') return reviewUnclear(one, asker);
  const isRight = (await asker.letter('Is all of that right?', ['y', 'n'])) === 'y';
  const reviewed = withoutMarks(one, isRight);
  return one.onErasure === undefined ? askTreatment(reviewed, asker, remembered) : reviewed;
}

async function reviewUnclear(one: FirstCollection, asker: Asker): Promise<FirstCollection> {
  const isNobodys = await asker.letter('Does it hold nothing about people?', ['y', 'n']);
  return isNobodys === 'y' ? { ...one, role: 'nobody', fields: [], review: [] } : one;
}

function fieldWords({ name, category, isSomebodyElses }: FirstField): string {
  const kind = category?.replace(/^user\./, '') ?? 'no category';
  return `${shown(name)} (${kind}${isSomebodyElses ? ", somebody else's" : ''})`;
}

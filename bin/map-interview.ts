import type { FirstCollection, FirstField, FirstMap } from '../functions/config/first-map/first-map';
import { type Asker, askerOn } from './asker';
import type { Console } from './console';
import { settleKept } from './kept-interview';
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
    return { ...map, collections: await settleKept(collections, asker), answers };
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
  if (one.role === 'unclear') return reviewUnclear(one, asker, remembered);
  const isRight = (await asker.letter('Is all of that right?', ['y', 'n'])) === 'y';
  const reviewed = withoutMarks(one, isRight);
  return one.onErasure === undefined ? askTreatment(reviewed, asker, remembered) : reviewed;
}

/** A log of mails is found by its addresses, if the shop says so; a table of things is left out. */
async function reviewUnclear(
  one: FirstCollection,
  asker: Asker,
  remembered: Remembered,
): Promise<FirstCollection> {
  const address = one.fields.find(({ category }) => category === 'user.contact.email')?.name;
  const letters = address === undefined ? (['n'] as const) : (['n', 'f'] as const);
  const found = address === undefined ? '' : `, f = about the person whose address ${shown(address)} holds`;
  asker.say(`Whose rows: n = nobody's${found}`);
  const letter = await asker.letter('Which?', letters);
  if (letter === 'n') return { ...one, role: 'nobody', fields: [], review: [] };
  return letter === 'f' ? askTreatment(foundBy(one, address), asker, remembered) : one;
}

function foundBy(one: FirstCollection, address: string | undefined): FirstCollection {
  const fields = one.fields.map(({ isSomebodyElses, ...field }): FirstField => {
    if (field.name === address) return { ...field, identity: 'email' };
    return isSomebodyElses ? { ...field, isSomebodyElses } : field;
  });
  return { ...one, role: 'theirs', fields, review: [] };
}

function fieldWords({ name, category, isSomebodyElses }: FirstField): string {
  const kind = category?.replace(/^user\./, '') ?? 'no category';
  return `${shown(name)} (${kind}${isSomebodyElses ? ", somebody else's" : ''})`;
}

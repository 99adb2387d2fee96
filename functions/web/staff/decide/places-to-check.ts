import { isCategoryWithin, type LawView } from '../../../domain/never-shown';
import { treatedKinds } from '../../../domain/treated-kinds';
import { inSentence } from '../../../words/in-sentence';
import type { Preview, PreviewStore } from './preview';

/**
 * Places where numbers that a governing law forbids showing may appear, and only a person sees them: free
 * text, files, what was exported by hand. One sentence for each place.
 */
export function placesToCheck(views: readonly LawView[], preview: Preview): string[] {
  const named = onlyNamed(views);
  const places = preview.stores.flatMap(placesOf);
  if (!named || places.length === 0) return [];
  return [
    `${named} The desk goes by the data map. It cannot see what somebody wrote into a text or a file: look there before you approve, and leave out what holds one, on that ground.`,
    `Look into: ${places.join('; ')}.`,
  ];
}

/**
 * What the governing laws allow an answer to name but not to show, in a sentence; undefined where none
 * forbids showing anything.
 */
export function onlyNamed(views: readonly LawView[]): string | undefined {
  const binding = views.some(({ binds }) => binds) ? views.filter(({ binds }) => binds) : views;
  const forbidding = binding.find(({ forbids }) => forbids.length > 0);
  if (!forbidding) return undefined;
  const kinds = forbidding.forbids.map(({ words }) => words).join('; ');
  return `Under the ${forbidding.law} (${forbidding.forbids[0]?.article}) the answer may name these, but not show them: ${kinds}.`;
}

function placesOf({ store, findings, answer }: PreviewStore): string[] {
  const texts = findings.flatMap(({ collection, columns, files }) => {
    const free = collection.fields.filter(
      (field) =>
        columns.includes(field.name) && treatedKinds(field).some((c) => isCategoryWithin(c, 'user.content')),
    );
    const named = [...free.map(({ title }) => title), ...(files > 0 ? ['the stored files'] : [])];
    return named.length > 0 ? [`${named.join(', ')} (${collection.title})`] : [];
  });
  const byHand = answer && answer.files.length > 0 ? [`the files from ${inSentence(store.title)}`] : [];
  return [...texts, ...byHand];
}

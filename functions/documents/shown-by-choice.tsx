import { fileField } from '../domain/file-categories';
import { type StorePart, searchedCollections } from './access-model';
import { asSentence, capitalised, fieldTitle } from './answer-words';
import type { CollectionFinding } from './collection-tally';
import { treatments } from './disclosure-rules';
import type { FieldVerdict } from './field-verdict';
import { articlesOf, lawNames, lawVerdict } from './law-verdict';
import type { PackageInput } from './package-input';

interface ShownByChoiceProps {
  readonly stores: readonly StorePart[];
  readonly grounds: PackageInput['grounds'];
}

type Between = NonNullable<FieldVerdict['between']>;

/**
 * What this answer holds because staff followed one of two laws that contradict each other: both are named.
 * Apart from that, what they looked at and found to be none of what a law forbids. A choice on what the
 * person has nothing of is told nowhere.
 */
export function ShownByChoice({ stores, grounds }: ShownByChoiceProps) {
  const shown = searchedCollections(stores).flatMap(({ part }) => choicesIn(part.finding, grounds));
  const against = shown.filter(({ between }) => between.owed.length > 0);
  const looked = shown.filter(({ between }) => between.owed.length === 0);
  return (
    <>
      <Sentences title="Shown, though not every law lets us" sentences={against.map(againstWords)} />
      <Sentences title="Shown after one of us looked" sentences={looked.map(lookedWords)} />
    </>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="plain">
        {sentences.map((sentence) => (
          <li>{asSentence(sentence)}</li>
        ))}
      </ul>
    </>
  );
}

interface Shown {
  /** "Face, in “People”". */
  readonly what: string;
  readonly between: Between;
}

function choicesIn(
  { collection, shownByChoice }: CollectionFinding,
  grounds: PackageInput['grounds'],
): Shown[] {
  return treatments(collection).flatMap(([path, categories]) => {
    const between = lawVerdict(grounds.laws ?? [], categories)?.between;
    if (!between || !shownByChoice.includes(path)) return [];
    const title = path === fileField ? 'the stored files' : fieldTitle(collection, path);
    return [{ what: `${capitalised(title)}, in “${collection.title}”`, between }];
  });
}

function againstWords({ what, between: { forbidden, owed } }: Shown): string {
  return `${what}: ${onlyTell(forbidden)} it (${articlesOf(forbidden)}), while ${lawNames(owed)} ${owed.length > 1 ? 'give' : 'gives'} you a copy (${articlesOf(owed)}). We followed ${lawNames(owed)}`;
}

function lookedWords({ what, between: { forbidden, words } }: Shown): string {
  return `${what}: our records do not say exactly what it is. If it were one of these, ${lawNames(forbidden)} would let us only tell you that we hold it (${articlesOf(forbidden)}): ${words}. One of us looked: it is none of them`;
}

function onlyTell(forbidden: Between['forbidden']): string {
  return `${lawNames(forbidden)} ${forbidden.length > 1 ? 'let' : 'lets'} us only tell you that we hold`;
}

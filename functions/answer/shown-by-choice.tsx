import type { DataMap } from '../domain/data-map';
import { collectionOf } from '../domain/locate-plan';
import { asSentence, capitalised, fieldTitle } from './answer-words';
import { fileField, type LawChoice, treatments, type Verdict } from './disclosure-rules';
import { articlesOf, lawNames, lawVerdict } from './law-verdict';
import type { PackageInput } from './package-input';

/** What is shown because staff followed one of two laws that contradict each other: both are named. */
export function ShownByChoice({ input }: { readonly input: PackageInput }) {
  const sentences = choiceSentences(input);
  if (sentences.length === 0) return null;
  return (
    <>
      <h3>Shown, though not every law lets us</h3>
      <ul class="plain">
        {sentences.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

function choiceSentences({ map, decision, grounds }: PackageInput): string[] {
  const shown = decision.choices?.filter(({ as }) => as === 'show') ?? [];
  return shown.flatMap((choice) => {
    const collection = collectionOf(map, choice.storeId, choice.collection);
    const categories = collection && treatments(collection).find(([path]) => path === choice.field)?.[1];
    const between = categories && lawVerdict(grounds.laws ?? [], categories)?.between;
    return between ? [asSentence(`${whatWords(map, choice)}: ${betweenWords(between)}`)] : [];
  });
}

function whatWords(map: DataMap, { storeId, collection: name, field }: LawChoice): string {
  const collection = collectionOf(map, storeId, name);
  const title = collection && field !== fileField ? fieldTitle(collection, field) : 'the stored files';
  return `${capitalised(title)}, in “${collection?.title ?? name}”`;
}

function betweenWords({ forbidden, owed }: NonNullable<Verdict['between']>): string {
  const lets = `${lawNames(forbidden)} ${forbidden.length > 1 ? 'let' : 'lets'} us only tell you that we hold`;
  if (owed.length === 0)
    return `${lets} the number of an account (${articlesOf(forbidden)}); one of us looked, and this is none`;
  return `${lets} it (${articlesOf(forbidden)}), while ${lawNames(owed)} ${owed.length > 1 ? 'give' : 'gives'} you a copy (${articlesOf(owed)}). We followed ${lawNames(owed)}`;
}

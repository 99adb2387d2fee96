import { CheckField } from '../parts/form-choices';

/**
 * Kinds of data that the answer may name but not show; each is a checkbox, posted as `yes` under its name.
 */
export type TakeOutFacts = readonly {
  readonly name: string;
  /** "Social Security number". */
  readonly words: string;
  readonly article: string;
  readonly checked: boolean;
}[];

/** For staff who export by hand: what must not be in the files, and has to be named instead. */
export function TakeOutList({ kinds }: { readonly kinds: TakeOutFacts }) {
  if (kinds.length === 0) return null;
  const articles = [...new Set(kinds.map(({ article }) => article))].join('; ');
  return (
    <fieldset>
      <legend>Take these out of the files</legend>
      <p class="hint">
        The law lets the answer name them, but not show them ({articles}). Black out or leave out each of
        them, including in the text of a letter, in a scan or in the name of a file. Tick what is held: the
        person is told that it is.
      </p>
      {kinds.map(({ name, words, checked }) => (
        <CheckField name={name} label={`Held there, and taken out: ${words}`} checked={checked} />
      ))}
    </fieldset>
  );
}

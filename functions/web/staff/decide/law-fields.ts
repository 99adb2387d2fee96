import { fieldTitle } from '../../../documents/answer-words';
import type { LawChoice } from '../../../documents/disclosure-decision';
import { treatments } from '../../../documents/disclosure-rules';
import type { FieldVerdict } from '../../../documents/field-verdict';
import { lawVerdict } from '../../../documents/law-verdict';
import { fileField } from '../../../domain/file-categories';
import type { LawView } from '../../../domain/never-shown';
import { inSentence } from '../../../words/in-sentence';
import type { Preview } from './preview';

/** A field with findings on which the governing laws disagree. */
export interface LawField {
  readonly id: string;
  readonly storeId: string;
  readonly collection: string;
  readonly path: string;
  readonly title: string;
  /** "Payments in the shop's database". */
  readonly where: string;
  /** Staff chose to show it. */
  readonly shown: boolean;
  readonly between: NonNullable<FieldVerdict['between']>;
}

/**
 * Fields for which staff may choose between the laws: those only described for now, and those that staff
 * chose to show.
 */
export function lawFields(
  laws: readonly LawView[],
  choices: readonly LawChoice[],
  preview: Preview,
): LawField[] {
  const toShow = choices.filter(({ as }) => as === 'show');
  return preview.stores.flatMap(({ store, findings }) =>
    findings.flatMap(({ collection, withheldFields }) =>
      treatments(collection).flatMap(([path, categories]): LawField[] => {
        const between = lawVerdict(laws, categories)?.between;
        const here = { storeId: store.storeId, collection: collection.name, path };
        const shown = toShow.some((choice) => isSame(choice, here));
        const held = withheldFields.some((one) => one.field === path && one.between);
        if (!between || !(shown || held)) return [];
        const title = path === fileField ? 'The stored files' : fieldTitle(collection, path);
        const where = `${collection.title} in ${inSentence(store.title)}`;
        const id = JSON.stringify([here.storeId, here.collection, path]);
        return [{ ...here, id, title, where, shown, between }];
      }),
    ),
  );
}

function isSame(
  choice: { readonly storeId: string; readonly collection: string; readonly field: string },
  here: { readonly storeId: string; readonly collection: string; readonly path: string },
): boolean {
  return (
    choice.storeId === here.storeId && choice.collection === here.collection && choice.field === here.path
  );
}

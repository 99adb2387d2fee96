import { fileField } from '../domain/file-categories';
import { type StorePart, searchedCollections } from './access-model';
import { fieldTitle } from './answer-words';
import { isDescribed } from './described';

/** What an answer leaves out, as its mail says it, without saying which records they were. */
export interface OmittedPart {
  /** "Orders", or "Orders: note of the packer". */
  readonly what: string;
  readonly words: string;
  /** Empty where no law says so. */
  readonly article: string;
  /** Records, or values of the field, that the person does not get. */
  readonly count: number;
}

/** What the stores hold about the person and was withheld, by collection, field and ground. */
export function omittedParts(stores: readonly StorePart[]): OmittedPart[] {
  return searchedCollections(stores).flatMap(({ part: { finding } }) => {
    const { collection, withheldRecords, withheldFields } = finding;
    const fields = withheldFields.filter((one) => !isDescribed(one));
    return [
      ...withheldRecords.map(({ ground, article, count }) => ({
        ...{ what: collection.title, words: ground, article, count },
      })),
      ...fields.map(({ field, ground, article, count }) => ({
        what: `${collection.title}: ${field === fileField ? 'the stored file' : fieldTitle(collection, field)}`,
        ...{ words: ground, article, count },
      })),
    ];
  });
}

import { fileField } from '../domain/file-categories';
import { type StorePart, searchedCollections } from './access-model';
import { fieldTitle } from './answer-words';
import type { WithheldBecause } from './field-verdict';

/** Something that is held about the person and not given. */
export interface HeldLine {
  readonly what: string;
  readonly where: string;
  /** Absent where a person withheld something and did not count it. */
  readonly count?: number;
  readonly ground: string;
  readonly article: string;
  /** Absent where a whole record, or something found by hand, was left out. */
  readonly because?: WithheldBecause;
  /** What it is, as it follows "We hold your". */
  readonly held?: string;
}

/** All that the answer does not give, store by store. */
export function heldLines(stores: readonly StorePart[]): HeldLine[] {
  return [...inStores(stores), ...byHand(stores)];
}

function inStores(stores: readonly StorePart[]): HeldLine[] {
  return searchedCollections(stores).flatMap(({ part, store }) => {
    const { collection, withheldRecords, withheldFields } = part.finding;
    const where = `“${collection.title}”, ${store.title}`;
    return [
      ...withheldRecords.map((held) => ({ what: 'Whole records', where, ...held })),
      ...withheldFields.map(({ field, ...held }) => ({
        what: field === fileField ? 'The stored file' : fieldTitle(collection, field),
        where,
        ...held,
      })),
    ];
  });
}

/**
 * What people withheld from the stores they searched, and what they took out of the files to be named here.
 */
function byHand(stores: readonly StorePart[]): HeldLine[] {
  return stores.flatMap((part) => {
    if (part.state !== 'answered') return [];
    const { withheld, named = [] } = part.answer;
    const where = part.store.title;
    return [
      ...(withheld ? [{ what: 'Found by hand', where, ...withheld }] : []),
      ...named.map((verdict) => ({ ...verdict, what: 'Found by hand', where })),
    ];
  });
}

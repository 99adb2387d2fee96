import type { IdentityKind } from '../../domain/data-map';
import { shownName } from '../../words/shown-text';
import { FactList } from '../parts/fact-list';

/** An identifier that staff search for by hand. */
export interface SearchedFor {
  readonly kind: IdentityKind;
  readonly value: string;
  /** Words for a kind that the map declares. */
  readonly title?: string;
}

const KINDS: Readonly<Record<IdentityKind, string>> = {
  email: 'E-mail address',
  phone: 'Phone number',
  'customer-number': 'Customer number',
};

/** The identifiers to search for, as plain text. */
export function SearchedForList({ identifiers }: { readonly identifiers: readonly SearchedFor[] }) {
  return (
    <FactList
      facts={identifiers.map(({ kind, title, value }) => [
        title ?? KINDS[kind] ?? kind,
        <bdi>{shownName(value)}</bdi>,
      ])}
    />
  );
}

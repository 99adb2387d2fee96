import type { RowTexts } from '../relational/located-row';
import { comparedForm } from './mysql-condition';
import { factText } from './mysql-value';
import type { Column, Relation } from './relation';

/** How MySQL writes one result, whose first columns are these. */
export function mysqlRowTexts(columns: readonly Column[]): RowTexts<Relation> {
  return {
    keyText: (raw) => raw ?? '',
    factText: (raw, at) => {
      const column = columns[at];
      return column ? factText(raw, column) : (raw ?? undefined);
    },
    isTrue: '1',
    comparedForm,
  };
}

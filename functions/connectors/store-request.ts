import type { DataPoint, LocatedRow, RowRef, Search } from '../domain/finding';
import type { SnapshotTarget } from '../domain/ports';
import type { EraseInstruction, EraseReceipt, MatchAnswer, OptOutReceipt } from './connector';

/** What the desk asks of a store's own function. Identifiers travel only in this payload, which Lambda encrypts and nobody logs. */
export type StoreRequest =
  | { readonly op: 'locate'; readonly searches: readonly Search[]; readonly cursor?: string }
  | { readonly op: 'read-again'; readonly searches: readonly Search[]; readonly cursor?: string }
  | { readonly op: 'export'; readonly rows: readonly RowRef[]; readonly target: SnapshotTarget }
  | { readonly op: 'erase'; readonly instructions: readonly EraseInstruction[] }
  | { readonly op: 'match'; readonly search: Search; readonly points: readonly DataPoint[] }
  | { readonly op: 'opt-out'; readonly searches: readonly Search[]; readonly right: string };

export interface StoreAnswers {
  locate: { rows: LocatedRow[]; unmapped: { collection: string; field: string }[]; cursor?: string };
  'read-again': StoreAnswers['locate'];
  export: { records: number };
  erase: EraseReceipt;
  match: { answer: MatchAnswer };
  'opt-out': OptOutReceipt;
}

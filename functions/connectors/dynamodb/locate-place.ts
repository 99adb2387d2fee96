import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { StoreShapeError } from '../connector';
import { readCursor, writeCursor } from '../page-cursor';
import type { Trust } from './dynamodb-read';

/** How far a search has got. */
export interface Place {
  /** The number of the query that is next, in the order of `itemQueriesOf`. */
  readonly question: number;
  /** Where its next page begins; absent for its first one. */
  readonly from?: Readonly<Record<string, AttributeValue>> | undefined;
  /** How the search began, and so how all its pages are read. */
  readonly trust: Trust;
  /** Tables and indexes that were already reported as unread. */
  readonly told: readonly string[];
}

/** Keys are text, numbers or bytes; bytes travel in base64. */
const keyShape = z.union([
  z.object({ S: z.string() }),
  z.object({ N: z.string() }),
  z.object({ base64: z.string() }),
]);

/** A cursor from before there was `trust` began a search in which every row was read from the table. */
const placeShape = z.object({
  question: z.int().check(z.nonnegative()),
  from: z.optional(z.record(z.string(), keyShape)),
  trust: z.optional(z.literal('index')),
  told: z.optional(z.array(z.string())),
});

/** @throws StoreShapeError for a cursor that does not lead into this search. */
export function placeOf(cursor: string, questions: number): Place {
  const { question, from, trust = 'table', told = [] } = readCursor(cursor, placeShape);
  if (question >= questions) throw new StoreShapeError('the cursor is one of another search');
  const keys = Object.entries(from ?? {}).map(([name, key]): [string, AttributeValue] => [
    name,
    'base64' in key ? { B: Buffer.from(key.base64, 'base64') } : (key as AttributeValue),
  ]);
  return { question, trust, told, ...(from === undefined ? {} : { from: Object.fromEntries(keys) }) };
}

/** No cursor when the last query has ended. */
export function cursorTo(
  { question, from, trust, told }: Place,
  questions: number,
): { readonly cursor?: string } {
  if (question >= questions) return {};
  const keys = Object.entries(from ?? {}).map(([name, key]) => [
    name,
    key.B === undefined ? key : { base64: Buffer.from(key.B).toString('base64') },
  ]);
  return {
    cursor: writeCursor({
      question,
      ...(from === undefined ? {} : { from: Object.fromEntries(keys) }),
      ...(trust === 'index' ? { trust } : {}),
      ...(told.length > 0 ? { told } : {}),
    }),
  };
}

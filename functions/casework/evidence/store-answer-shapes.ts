import * as z from 'zod/mini';
import type { FaultAnswer, StoreAnswers } from '../../connectors/store-request';
import type { NearVector, VectorAnswer } from '../../domain/asked-vectors';
import type { CorrectedState } from '../../domain/correction';
import type { Rehearsal } from '../../domain/store-examination';
import {
  Examination,
  Fault,
  Located,
  optional,
  Receipt,
  rowRef,
  text,
  UnreadPlaces,
  word,
  yes,
} from './stored-shapes';

/** What a store's function answers when the store did not do it. */
export const FaultAnswerShape: z.ZodMiniType<FaultAnswer> = z.looseObject({ fault: Fault });

const Page: z.ZodMiniType<StoreAnswers['locate']> = z.looseObject({
  rows: Located,
  unmapped: z.array(z.looseObject({ collection: text, field: text })),
  unread: optional(UnreadPlaces),
  cursor: optional(text),
});

const Rehearsed: z.ZodMiniType<Rehearsal> = z.union([
  z.looseObject({ outcome: z.literal('held') }),
  z.looseObject({
    outcome: z.literal('not-tried'),
    reason: word<Extract<Rehearsal, { outcome: 'not-tried' }>['reason']>(),
  }),
  z.looseObject({ outcome: z.literal('refused'), fault: Fault }),
]);

/** What a store's function answers, by what it was asked to do. */
export const storeAnswerShapes: { readonly [Op in keyof StoreAnswers]: z.ZodMiniType<StoreAnswers[Op]> } = {
  locate: Page,
  'read-again': Page,
  export: z.looseObject({ records: z.number(), digested: optional(yes) }),
  erase: Receipt,
  prints: z.looseObject({
    there: z.array(z.looseObject({ ...rowRef, print: optional(text), tells: optional(yes) })),
  }),
  'keep-vectors': z.looseObject({ vectors: z.number() }),
  'ask-vectors': z.looseObject({
    asked: z.number(),
    near: z.array(
      z.looseObject({
        collection: text,
        place: text,
        whose: word<NearVector['whose']>(),
        key: optional(z.record(text, text)),
      }),
    ),
    by: z.array(word<VectorAnswer['by'][number]>()),
    unasked: z.array(text),
  }),
  examine: Examination,
  rehearse: Rehearsed,
  match: z.looseObject({ answer: word<StoreAnswers['match']['answer']>() }),
  correct: z.looseObject({
    rows: z.array(
      z.looseObject({
        state: word<CorrectedState>(),
        code: optional(text),
        constraint: optional(text),
      }),
    ),
  }),
  'opt-out': z.looseObject({ found: z.number(), changed: z.number() }),
};

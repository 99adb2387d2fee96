import * as z from 'zod/mini';
import type { EraseReceipt } from '../../connectors/connector';
import type { CorrectionPlan } from '../../domain/correction';
import type { Ending } from '../../domain/ending';
import type { CollectionCount } from '../../domain/event-facts';
import type {
  AskedRow,
  LocatedRow,
  OrderedRow,
  RowRef,
  Search,
  UnreadPlace,
  UnreadReason,
} from '../../domain/finding';
import type {
  Manifest,
  ManifestCollection,
  ManifestRow,
  RowTreatment,
  Standing,
} from '../../domain/manifest';
import { isPacked, type Rows } from '../../domain/rows';
import type { FaultKind, StoreExamination, StoreFault } from '../../domain/store-examination';
import type { TakeoverKind } from '../../domain/takeover-kinds';

/*
 * Parts of what is read back from objects and sealed log entries. Whatever an older version did not write is
 * optional, and unknown fields are let through. The compiler checks each shape against its type.
 */

export const text = z.string();
const texts = z.record(text, text);
export const yes = z.literal(true);
export const optional = z.exactOptional;

/** A word of a closed list. Other versions may know others, so it is not compared with the list. */
export function word<T extends string>(): z.ZodMiniType<T> {
  return z.custom<T>((value) => typeof value === 'string');
}

export const rowRef = { collection: text, key: texts };
export const RowRefs: z.ZodMiniType<readonly RowRef[]> = z.array(z.looseObject(rowRef));

export const Searches: z.ZodMiniType<readonly Search[]> = z.array(
  z.looseObject({ collection: text, field: text, values: z.array(text), check: optional(yes) }),
);

export const UnreadPlaces: z.ZodMiniType<readonly UnreadPlace[]> = z.array(
  z.looseObject({ collection: text, place: text, reason: word<UnreadReason>(), row: optional(texts) }),
);

export const RowCounts: z.ZodMiniType<readonly CollectionCount[]> = z.array(
  z.looseObject({ collection: text, rows: z.number() }),
);

const rowFacts = { facts: texts, forms: optional(texts), filled: optional(yes) };

const Endings: z.ZodMiniType<readonly Ending[]> = z.array(
  z.looseObject({ what: text, several: optional(text), id: text, shown: optional(text) }),
);

const LocatedShape: z.ZodMiniType<LocatedRow> = z.looseObject({
  ...rowRef,
  ...rowFacts,
  referrers: optional(RowRefs),
  heldUntil: optional(text),
  heldBy: optional(word<NonNullable<LocatedRow['heldBy']>>()),
  ends: optional(Endings),
});

export const Located: z.ZodMiniType<readonly LocatedRow[]> = z.array(LocatedShape);

/** Rows of that shape, however many. */
function rowsOf<T>(shape: z.ZodMiniType<T>): z.ZodMiniType<Rows<T>> {
  const isRow = (row: unknown) => shape.safeParse(row).success;
  const known = new WeakSet<object>();
  return z.custom<Rows<T>>((value) => {
    if (!Array.isArray(value) && !isPacked(value)) return false;
    if (known.has(value)) return true;
    if (value.some((row: unknown) => !isRow(row))) return false;
    known.add(value);
    return true;
  });
}

export const LocatedRows: z.ZodMiniType<Rows<LocatedRow>> = rowsOf(LocatedShape);

const RowRefShape: z.ZodMiniType<RowRef> = z.looseObject(rowRef);

/** References to rows, however many. */
export const ManyRowRefs: z.ZodMiniType<Rows<RowRef>> = rowsOf(RowRefShape);

/** An action that this version does not know is an error: nobody can say what is to become of the row. */
const Treatment: z.ZodMiniType<RowTreatment> = z.union([
  z.looseObject({
    action: z.literal('erase'),
    ends: optional(Endings),
    ordered: optional(word<Standing>()),
  }),
  z.looseObject({ action: z.literal('anonymise') }),
  z.looseObject({
    action: z.literal('retain'),
    ground: text,
    article: text,
    until: text,
    atEnd: optional(z.literal('anonymise')),
  }),
  z.looseObject({ action: z.literal('keep-shared') }),
  z.looseObject({ action: z.literal('contested') }),
  z.looseObject({
    action: z.literal('undecided'),
    reason: text,
    tick: optional(text),
    ends: optional(Endings),
  }),
]);

const ManifestRowShape: z.ZodMiniType<ManifestRow> = z.looseObject({
  ...rowRef,
  ...rowFacts,
  treatment: Treatment,
  vouched: optional(yes),
  unsure: optional(z.looseObject({ ends: optional(Endings) })),
});

export const Collections: z.ZodMiniType<readonly ManifestCollection[]> = z.array(
  z.looseObject({
    collection: text,
    rows: rowsOf(ManifestRowShape),
    unmapped: z.array(text),
  }),
);

export const Examination: z.ZodMiniType<StoreExamination> = z.looseObject({
  problems: z.array(
    z.looseObject({
      collection: text,
      field: optional(text),
      table: optional(text),
      constraint: optional(text),
      code: text,
      problem: text,
      remedy: text,
      blocks: word<StoreExamination['problems'][number]['blocks']>(),
      whileKept: optional(z.array(text)),
    }),
  ),
  eraseGroups: optional(z.array(z.array(text))),
  vectors: optional(z.array(text)),
  account: optional(text),
});

export const ManifestShape: z.ZodMiniType<Manifest> = z.looseObject({
  version: z.number(),
  right: text,
  identities: optional(z.record(text, z.array(text))),
  stores: z.array(
    z.looseObject({
      storeId: text,
      state: word<Manifest['stores'][number]['state']>(),
      searches: Searches,
      collections: Collections,
      unread: optional(UnreadPlaces),
      examination: optional(Examination),
    }),
  ),
});

const kinds: readonly FaultKind[] = ['no-answer', 'refused', 'misfit', 'forbidden', 'beyond-approval'];

export const Fault: z.ZodMiniType<StoreFault> = z.looseObject({
  kind: z.enum(kinds),
  place: optional(
    z.looseObject({
      collection: optional(text),
      table: optional(text),
      field: optional(text),
      index: optional(text),
      constraint: optional(text),
      code: optional(text),
    }),
  ),
});

const OrderedRowShape: z.ZodMiniType<OrderedRow> = z.looseObject({ ...rowRef, order: optional(texts) });

export const OrderedRows: z.ZodMiniType<readonly OrderedRow[]> = z.array(OrderedRowShape);

export const AskedRows: z.ZodMiniType<Rows<AskedRow>> = rowsOf(
  z.looseObject({ ...rowRef, ends: optional(Endings) }),
);

export const Receipt: z.ZodMiniType<EraseReceipt> = z.looseObject({
  collections: z.array(
    z.looseObject({
      collection: text,
      erased: z.number(),
      anonymised: z.number(),
      alreadyAbsent: z.number(),
      keptShared: z.number(),
      submitted: optional(z.number()),
    }),
  ),
  settlesWithin: optional(text),
  ordered: optional(OrderedRows),
  unsure: optional(z.array(RowRefShape)),
  unfinished: optional(Fault),
  repeated: optional(yes),
});

const textOrNull = z.nullable(text);

export const CorrectionPlanShape: z.ZodMiniType<CorrectionPlan> = z.looseObject({
  points: z.array(
    z.looseObject({
      what: text,
      way: word<CorrectionPlan['points'][number]['way']>(),
      reason: optional(text),
      grounds: optional(texts),
      takeover: optional(z.array(word<TakeoverKind>())),
    }),
  ),
  rows: z.array(
    z.looseObject({
      ...rowRef,
      storeId: text,
      changes: z.array(z.looseObject({ field: text, from: textOrNull, to: textOrNull })),
      note: optional(yes),
      answers: optional(z.record(text, z.array(z.number()))),
    }),
  ),
});

import * as z from 'zod';
import { storeKinds } from '../../connectors/store-kinds';
import { refusedBlankText, refusedTreatmentText } from './refused-words';

/* What Rightsdesk adds to fideslang under `rightsdesk_meta`, and the plain parts of both. */

export const nonEmptyText = z.string().trim().min(1);
export const fidesKey = z
  .string()
  .regex(/^[A-Za-z0-9_.<>-]+$/, 'must hold only letters, digits and "_", ".", "-", "<", ">"');
export const categories = z.array(nonEmptyText).nullish();
/** fideslang coerces numbers to text in names and keys. */
export const textOrNumber = z.union([z.string(), z.number()], 'must be text').transform(String);

export const storeKind = z.enum(Object.keys(storeKinds));
/**
 * A known kind, or one that `identity_kinds` declares; which of them there are is checked when all files are
 * read.
 */
export const identityKind = nonEmptyText.regex(
  /^[a-z][a-z0-9-]*$/,
  'must be small letters, digits and dashes',
);
export const identityKinds = z
  .array(
    z.strictObject({ kind: identityKind, title: nonEmptyText.describe('Words for people: Your user id.') }),
  )
  .optional()
  .describe('Kinds of identity beside email, phone and customer-number: a user id, a device id.');

const kinds = Object.values(storeKinds);

/** Every kind of store has keys of its own here; which of them belong together is for the kind to check. */
export const physicalSchema = z
  .strictObject(Object.assign({}, ...kinds.map(({ place }) => place)) as Record<string, z.core.$ZodType>)
  .describe('How the connector of this kind of store finds the collection.');

const retain = z.strictObject({
  ground: nonEmptyText.describe('Words for the person: why this stays.'),
  article: nonEmptyText.describe('The law that says so.'),
  period: nonEmptyText.regex(
    /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/,
    'must be an ISO 8601 period such as P8Y',
  ),
  counted_from: nonEmptyText.describe('The date field that the period is counted from.'),
  year_end: z.boolean().default(false).describe('Counted to the end of the calendar year.'),
});

const constant = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const mark = z.strictObject({
  mark: z
    .record(nonEmptyText, constant)
    .refine((marks) => Object.keys(marks).length > 0, 'must name the field that marks a row as deleted')
    .describe('The fields that mark a row as deleted, and their values; now is the instant of the erasure.'),
  leave: z
    .array(nonEmptyText)
    .optional()
    .describe('Fields that stay as they are, though their category is about people.'),
});

const onErasure = z.union(
  [
    z.enum(['erase', 'anonymise', 'as_parent']),
    z.strictObject({ retain: retain.partial() }).describe('Kept, with the ground that the person is told.'),
    mark.describe('Marked as deleted, as the application does it, and blanked.'),
    z
      .strictObject({
        as_parent: z.strictObject({ through: nonEmptyText.describe('The field that refers to the parent.') }),
      })
      .describe('As the row it hangs on: erased with it, kept as long as it.'),
  ],
  { error: ({ input }) => refusedTreatmentText(input) },
);

export const fieldMeta = z.strictObject({
  title: nonEmptyText.optional(),
  identity: z.union([identityKind, z.literal('none')]).optional(),
  sensitive: z.boolean().optional(),
  third_party: z
    .boolean()
    .optional()
    .describe('Belongs to someone else (Art. 15(4) GDPR): withheld unless released.'),
  unique: z
    .boolean()
    .optional()
    .describe(
      'No two rows hold the same value, though it is not the primary key: what refers to it hangs on one row.',
    ),
  secret: z
    .union([
      z.boolean(),
      z.strictObject({
        because: nonEmptyText.describe('Words for the person: why it is kept back.'),
        article: nonEmptyText.describe('The law that allows it.'),
      }),
    ])
    .optional()
    .describe(
      'Your own wish to keep it back: the answer only says that it is held, and why. It needs a ground.',
    ),
  blank_with: z
    .union(
      [
        constant,
        z
          .strictObject({ random: z.enum(['text', 'email', 'uuid']) })
          .describe('Another value for each row, where the column must be unique or not empty.'),
        z.strictObject({ now: z.literal(true) }).describe('The instant of the erasure.'),
        z
          .strictObject({ inside: z.record(nonEmptyText, constant) })
          .describe('Parts of a JSON value, each by its path in dots.'),
      ],
      { error: ({ input }) => refusedBlankText(input) },
    )
    .optional()
    .describe('What replaces the value when rows are anonymised. Absent: the field stays as it is.'),
  messages: z
    .strictObject({
      author: nonEmptyText.describe('The key of a message that names its author; dots lead into it.'),
      theirs: z
        .array(nonEmptyText)
        .min(1)
        .optional()
        .describe('Authors that stand for the person of the row.'),
      theirs_in: nonEmptyText.optional().describe('The field of the row that holds the person as author.'),
    })
    .refine(
      ({ theirs, theirs_in: field }) => theirs !== undefined || field !== undefined,
      'must say by theirs or theirs_in which messages are the person’s',
    )
    .optional()
    .describe('A list of messages by several people: only the person’s own are given, or taken out.'),
  opt_out: z.array(z.strictObject({ right: nonEmptyText, value: constant })).optional(),
  restriction: z
    .strictObject({ on: constant, off: constant })
    .optional()
    .describe(
      'Marks the record as restricted (Art. 18 GDPR): what the field holds while it is, and when it is over.',
    ),
  correctable: z
    .union([
      z.literal(true),
      z.strictObject({
        longest: z.int().min(1).optional().describe('At most so many characters.'),
        one_of: z.array(nonEmptyText).min(1).optional().describe('No other value than these.'),
      }),
    ])
    .optional()
    .describe('The desk may write an approved correction into it. Absent: a person corrects it by hand.'),
  dispute_note: z
    .literal(true)
    .optional()
    .describe('Takes a note that the person disputes the record, beside records that stay as they are.'),
  data_point: z
    .boolean()
    .optional()
    .describe('May be asked to tell people apart; never what their mailbox shows.'),
});

export const collectionMeta = z.strictObject({
  title: nonEmptyText.optional(),
  owner: z.enum(['subject', 'shared']).optional(),
  own_record: z
    .boolean()
    .optional()
    .describe(
      "Each row is one person and nobody else: an account, a contact card. Only from such rows are a person's further identities learned.",
    ),
  on_erasure: onErasure.optional(),
  source: nonEmptyText.optional(),
  systems: z.array(fidesKey).optional(),
  physical: physicalSchema.optional(),
  review: z
    .array(nonEmptyText)
    .nullish()
    .describe(
      'Guesses of a drafted map that nobody has checked. While one is left, nothing is approved here.',
    ),
  decisions: z
    .array(
      z.strictObject({
        what: nonEmptyText.describe(
          'What is decided, in the words of automated_decisions of the system that decides.',
        ),
        decided_at: textOrNumber.optional().describe('The field that holds the day.'),
        inputs: z.array(textOrNumber).optional().describe('Fields whose values went in.'),
        outcome: textOrNumber.optional().describe('The field that holds the result.'),
        threshold: textOrNumber.optional().describe('The field that holds what the result was held against.'),
        reasons: textOrNumber.optional().describe('The field that holds the main reasons.'),
        changed_by: textOrNumber
          .optional()
          .describe('The field that holds what would have led to another result.'),
        model: textOrNumber
          .optional()
          .describe('The field that holds name and version of the rule or model.'),
      }),
    )
    .min(1)
    .optional()
    .describe(
      'Each record holds decisions that a machine made about the person: an answer tells them in words.',
    ),
  also: z
    .array(z.strictObject({ data_categories: z.array(nonEmptyText), fields: z.array(textOrNumber).min(1) }))
    .optional()
    .describe('Further fields, by category, of which nothing else is to be said.'),
});

export const datasetMeta = z.strictObject({
  store: z
    .strictObject({ id: nonEmptyText.optional(), title: nonEmptyText.optional(), kind: storeKind.optional() })
    .optional()
    .describe('Only needed when no desk file lists this dataset under a store.'),
  identity_kinds: identityKinds,
  source: nonEmptyText.optional(),
  systems: z.array(fidesKey).optional(),
  physical: physicalSchema.optional(),
});

/** Silence says nothing; `none` says that there are none. */
const none = z.literal('none');

export const systemMeta = z.strictObject({
  recipients: z
    .array(
      z.strictObject({
        id: fidesKey,
        name: nonEmptyText,
        role: z.enum(['processor', 'controller']),
        contact: nonEmptyText.optional(),
        purpose: nonEmptyText.optional(),
        category: nonEmptyText
          .optional()
          .describe('What kind of company it is, as Californian law wants it named: advertising networks.'),
        sold_or_shared: z
          .boolean()
          .optional()
          .describe(
            'Whether it gets data sold, or shared for advertising across sites (California). Absent: no for a processor, by its data_uses for a controller, and not told for one without data_uses.',
          ),
        data_uses: z
          .array(fidesKey)
          .min(1, 'must name a data_use')
          .optional()
          .describe(
            'For which data_uses of this system the recipient gets the data. It hears of an opt-out only where that stops one of them. Absent: of none, until staff say so request by request.',
          ),
        hosts: z
          .array(nonEmptyText)
          .min(1, 'must name a store')
          .optional()
          .describe(
            'A processor that does nothing but keep these stores for you, by their ids. It is not told of an erasure that the desk itself carried out there.',
          ),
      }),
    )
    .or(none)
    .optional()
    .describe('Who receives the data. none: nobody outside. Absent: the answer says that this is not told.'),
  transfers: z
    .array(z.strictObject({ country: nonEmptyText, safeguard: nonEmptyText.optional() }))
    .or(none)
    .optional()
    .describe('Other countries that the data goes to. none: to no other. Absent: not told.'),
  automated_decisions: z
    .array(
      z.strictObject({
        what: nonEmptyText,
        logic: nonEmptyText.optional(),
        effects: nonEmptyText.optional(),
      }),
    )
    .or(none)
    .optional()
    .describe('What a machine alone decides by it. none: nothing. Absent: not told.'),
});

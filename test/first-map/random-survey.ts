import fc from 'fast-check';
import type {
  FieldKind,
  StoreSurvey,
  SurveyedCollection,
  SurveyedReference,
} from '../../functions/connectors/survey';

const TABLES =
  `users customers orders order_lines invoices addresses teams memberships posts comments sessions countries
  products audit_log messages newsletter profiles settings`.split(/\s+/);
const FIELDS =
  `email name first_name password phone note street total status payload created_by author_id recipient_email
  user_id birthday token`.split(/\s+/);
const KINDS: readonly FieldKind[] = [
  'text',
  'number',
  'date',
  'yes-or-no',
  'nested',
  'id',
  'binary',
  'choice',
  'address',
  'other',
];

/** Names that YAML, a terminal or a reference could stumble over. */
const ODD = [
  'a: b',
  '- x',
  '#hash',
  '"quoted',
  "it's",
  'null',
  'yes',
  '1',
  '\u001b[31mred',
  'tab\there',
  'new\nline',
  '{x}',
  '&a',
  '*a',
  '!t',
  'é',
  '漢字',
  '\u202eltr',
  ' ',
  '%',
  '@x',
  '`',
  '|',
  '>',
  'a.b',
  '[x]',
  'user_id ',
];

const tableName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TABLES) },
  fc.constantFrom(...ODD.filter((one) => !/[.]|^\s|\s$/.test(one))),
);
const fieldName = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...FIELDS) }, fc.constantFrom(...ODD));

interface Seed {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly kind: FieldKind; readonly isFilled: boolean }[];
  readonly links: readonly {
    readonly to: number;
    readonly onDelete: SurveyedReference['onDelete'];
    readonly isFilled: boolean;
  }[];
}

const seed: fc.Arbitrary<Seed> = fc.record({
  name: tableName,
  fields: fc.uniqueArray(
    fc.record({ name: fieldName, kind: fc.constantFrom(...KINDS), isFilled: fc.boolean() }),
    { maxLength: 6, selector: ({ name }) => name },
  ),
  links: fc.array(
    fc.record({
      to: fc.nat(20),
      onDelete: fc.constantFrom(
        'goes-too' as const,
        'goes-too' as const,
        'is-cleared' as const,
        'refuses' as const,
      ),
      isFilled: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
    }),
    { maxLength: 2 },
  ),
});

/** Any structure of a store, with foreign keys in every direction, also in rings. */
export const randomSurvey: fc.Arbitrary<StoreSurvey> = fc
  .uniqueArray(seed, { minLength: 2, maxLength: 12, selector: ({ name }) => name })
  .map(([first, ...rest]) => [
    ...(first ? [{ ...first, name: 'users', links: [] }] : []),
    ...rest.filter(({ name }) => name !== 'users'),
  ])
  .map((seeds) => ({ collections: seeds.map((one) => collectionOf(one, seeds)), notLookedAt: [] }));

/** What makes a table one of people's own records. */
const account = ['email', 'password'].map((name) => ({
  name,
  kind: 'text' as const,
  isFilled: true,
  forms: {},
}));

function collectionOf({ name, fields, links }: Seed, all: readonly Seed[]): SurveyedCollection {
  const targets = links.map(({ to, ...rest }, at) => ({
    ...rest,
    to: all[to % all.length]?.name ?? name,
    field: `link${at}_id`,
  }));
  const linkFields = targets.map(({ field, isFilled }) => ({
    name: field,
    kind: 'number' as const,
    isFilled,
    forms: {},
  }));
  return {
    name,
    place: {},
    keys: [{ fields: ['id'], isPrimary: true }],
    fields: [
      { name: 'id', kind: 'number', isFilled: true, forms: {} },
      ...(name === 'users' ? account : []),
      ...fields
        .filter((field) => name !== 'users' || !account.some((one) => one.name === field.name))
        .map((field) => ({ ...field, forms: {} })),
      ...linkFields,
    ],
    references: targets.map(({ field, to, onDelete }) => ({
      fields: [field],
      to,
      toFields: ['id'],
      onDelete,
    })),
  };
}

import * as z from 'zod';
import type { ApplicabilityTest, Regime } from '../../domain/deadlines/law';

/** Validates the law files. Full zod: only the CLI, the build and tests load this, never a Lambda. */

const date = z.iso.date();
const key = z.string().min(1);
const words = z.string().min(2);
const cited = z.strictObject({ words, source: key });
const overridden = z.strictObject({ by: words, reason: words });
const unit = z.enum(['months', 'calendarDays', 'businessDays']);
const roll = z.enum(['nextWorkingDay', 'none']);
const amount = z.int().positive();

const source = z.strictObject({
  article: words,
  link: z.url().optional(),
  readAt: z.url().optional(),
  confidence: z.enum(['official', 'elsewhere', 'unconfirmed']),
  checked: date,
});

const period = z.strictObject({
  amount,
  unit,
  source: key,
  roll: roll.optional(),
  saturdays: z.literal('counted').optional(),
  note: words.optional(),
  overridden: overridden.optional(),
});

const ground = z.strictObject({
  id: key,
  words,
  source: key,
  only: z.array(key).optional(),
  kind: z.enum(['refuse', 'condition', 'limit']).optional(),
  sentence: words.optional(),
  say: z.array(words).optional(),
  show: z.array(words).optional(),
  scope: z.enum(['whole', 'part']).optional(),
  effective: date.optional(),
});

const notAGround = z.strictObject({ id: key, words, source: key, only: z.array(key).optional() });

const extension = z.strictObject({
  amount: amount.nullable(),
  unit: unit.nullable(),
  source: key,
  counted: z.enum(['fromStart', 'earlierOfStartAndFirstEnd']).optional(),
  reasonsRequired: z.boolean(),
  grounds: z.array(ground).min(1),
  note: words.optional(),
  overridden: overridden.optional(),
});

const clock = z.strictObject({
  respond: period.nullable(),
  noDate: cited.optional(),
  atOnce: cited.optional(),
  acknowledge: period.optional(),
  extension: extension.optional(),
  completionNotice: period.optional(),
});

const requestType = z.strictObject({
  clock: key,
  source: key,
  effective: date.optional(),
  later: z
    .array(z.strictObject({ from: date, clock: key, source: key }))
    .min(1)
    .optional(),
  note: words.optional(),
});

const pause = z.strictObject({
  requested: z.enum(['identity_requested', 'clarification_requested', 'fee_requested']),
  answered: z.enum(['identity_verified', 'clarification_received', 'fee_paid']),
  method: z.enum(['suspend', 'suspendOrRestart', 'restart', 'excludeBothDays', 'restartAfterDays']),
  days: amount.optional(),
  appliesTo: z.union([z.literal('all'), z.array(key).min(1)]),
  conditions: z.array(words),
  source: key,
});

const numberFact = z.enum(['annualRevenueUsd', 'peopleInPlace', 'revenueShareFromSale']);
const flagFact = z.enum([
  'establishedInPlace',
  'offersToPeopleInPlace',
  'monitorsPeopleInPlace',
  'doesBusinessInPlace',
  'sellsData',
  'sellsSensitiveData',
  'handlesSensitiveData',
  'smallBusiness',
  'dataBroker',
  'largePlatform',
]);

const test: z.ZodType<ApplicabilityTest> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(test).min(1) }),
    z.strictObject({ any: z.array(test).min(1) }),
    z.strictObject({ fact: numberFact, above: z.number(), words, source: key }),
    z.strictObject({ fact: flagFact, is: z.boolean(), words, source: key }),
  ]),
);

const counting = z.strictObject({
  source: key,
  roll,
  rollSource: key,
  holidaysOf: z.array(key).min(1),
  home: key.optional(),
  laterRoll: z
    .strictObject({ on: z.array(z.enum(['saturday', 'sunday', 'holiday'])).min(1), words, source: key })
    .optional(),
  businessDays: z
    .strictObject({ disputedHolidays: z.boolean(), saturdayReading: z.boolean(), words, source: key })
    .optional(),
  notes: z.array(words),
});

const named = z.array(z.strictObject({ id: key, words }));

const shape = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)+$/),
  name: words,
  shortName: words,
  review: z.enum(['supported', 'notYetReviewed']),
  effective: date,
  amended: z.strictObject({ from: date, words, source: key }).optional(),
  changes: z.array(z.strictObject({ from: date, words, source: key })).optional(),
  jurisdiction: z.array(key).min(1),
  reaches: z.enum(['establishment', 'residence', 'both']),
  authority: z.strictObject({
    name: words,
    wording: words,
    complaint: words,
    court: words.optional(),
    link: z.url(),
  }),
  zone: z.string().optional(),
  counting,
  clocks: z.record(key, clock),
  requestTypes: z.record(key, requestType),
  pauses: z.array(pause),
  noPause: cited.optional(),
  appeal: z.strictObject({ words, complaintWindow: period.optional(), source: key }).nullable(),
  refusal: z.strictObject({
    grounds: z.array(ground),
    notGrounds: z.array(notAGround).optional(),
    mustContain: named.min(1),
    source: key,
  }),
  fee: cited,
  verification: z.strictObject({
    standard: words,
    byRequestType: z.record(key, z.enum(['none', 'reasonable', 'reasonablyHigh', 'onReasonableDoubt'])),
    source: key,
  }),
  recordsRetention: z.strictObject({ amount, unit: z.literal('months'), words, source: key }).nullable(),
  neverDisclose: z.array(
    z.strictObject({
      id: key,
      words,
      categories: z
        .array(z.string().regex(/^(user|system)(\.[a-z_]+)*$/))
        .min(1)
        .optional(),
      effective: date.optional(),
    }),
  ),
  neverDiscloseSource: key.optional(),
  thirdParties: cited.nullable(),
  applies: z.strictObject({ test, notes: z.array(words) }),
  notes: z.array(words),
  unconfirmed: z.array(words),
  sources: z.record(key, source),
});

/** Reads a law file: its shape, and that every source, clock and request type it refers to is there. */
export const regimeSchema = shape.superRefine((law, context) => {
  for (const [path, missing] of dangling(law as Regime))
    context.addIssue({
      code: 'custom',
      path: path.split('.'),
      message: `"${missing}" is not defined in this law`,
    });
});

function dangling(law: Regime): [path: string, missing: string][] {
  const clocks = Object.entries(law.requestTypes).flatMap(([type, rule]) =>
    [rule, ...(rule.later ?? [])].map(({ clock }) => [`requestTypes.${type}.clock`, clock] as const),
  );
  const types = [
    ...law.pauses
      .flatMap((p) => (p.appliesTo === 'all' ? [] : p.appliesTo))
      .map((t) => ['pauses', t] as const),
    ...law.refusal.grounds.flatMap((g) => g.only ?? []).map((t) => ['refusal.grounds', t] as const),
    ...Object.keys(law.verification.byRequestType).map((t) => ['verification.byRequestType', t] as const),
  ];
  return [
    ...clocks.filter(([, clock]) => !law.clocks[clock]),
    ...types.filter(([, type]) => !law.requestTypes[type]),
    ...sourceKeys(law, '').filter(([, key]) => !law.sources[key]),
  ].map(([path, missing]) => [path, missing]);
}

/** Every `source`-like key anywhere in a law, with its path. */
function sourceKeys(value: unknown, path: string): [path: string, key: string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): [string, string][] => {
    const here = path === '' ? name : `${path}.${name}`;
    const isKey = ['source', 'rollSource', 'neverDiscloseSource'].includes(name) && typeof inner === 'string';
    return isKey ? [[here, inner]] : sourceKeys(inner, here);
  });
}

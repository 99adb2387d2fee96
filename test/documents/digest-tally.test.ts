import fc from 'fast-check';
import type { FieldValue } from '../../functions/connectors/connector';
import { type CollectionDigest, DigestWriter } from '../../functions/connectors/copy-digest';
import { type CollectionFinding, tallyCollection } from '../../functions/documents/collection-tally';
import type { JudgedRecord } from '../../functions/documents/disclose';
import type { DisclosureDecision } from '../../functions/documents/disclosure-decision';
import { disclosureRules, recordKey } from '../../functions/documents/disclosure-rules';
import type { FieldMap } from '../../functions/domain/data-map';
import type { LawView } from '../../functions/domain/never-shown';
import { aField } from '../builders/a-map';
import { aCollection, grounds } from './sample-answer';

const here = { storeId: 'shop', collection: 'people' };

/** Forbids what another law owes a copy of, so that staff can choose. */
const california: LawView = {
  law: 'CCPA',
  article: 'Cal. Civ. Code 1798.110',
  binds: true,
  forbids: [{ words: 'biometric data', article: '11 CCR 7024(d)', categories: ['user.biometric'] }],
};
const gdpr: LawView = { law: 'GDPR', article: 'GDPR Art 15', binds: true, forbids: [] };

// Few names, so that values, rules and laws meet at the same paths, also at paths that look alike.
const name = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom('a', 'b', 'c') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'file') },
);
const dotted = fc.constantFrom('a.b', 'a.b.c', 'b.a');
const path = fc.oneof(name, dotted, fc.constantFrom('a.a', 'a.c', 'b.b', 'a.b.a', 'b.c.a'));

const chosen = fc.constantFrom('a', 'b', 'a.a', 'a.b', 'b.a');

const scalar = fc.constantFrom<FieldValue>('', null, 'x', 0, false, 7);
const value = fc.letrec<{ value: FieldValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 3 }).map((some) => Object.fromEntries(some)),
  ),
})).value;
const values = fc
  .array(fc.tuple(fc.oneof({ weight: 80, arbitrary: name }, { weight: 1, arbitrary: dotted }), value), {
    maxLength: 4,
  })
  .map((some): Record<string, FieldValue> => Object.fromEntries(some));

const records = fc.array(fc.record({ values, hasFile: fc.boolean() }), { maxLength: 12 }).map((all) =>
  all.map(
    (one, n): JudgedRecord => ({
      key: { id: `${n}` },
      values: one.values,
      ...(one.hasFile ? { file: { name: `${n}.txt` } } : {}),
    }),
  ),
);

const field: fc.Arbitrary<FieldMap> = fc
  .record({
    path: fc.oneof(path, chosen),
    secret: fc.nat(3).map((n) => n === 0),
    thirdParty: fc.nat(3).map((n) => n === 0),
    isForbidden: fc.boolean(),
    parts: fc.subarray(['a', 'b']),
  })
  .map(({ path: at, isForbidden, parts, ...more }) =>
    aField(at, at, {
      ...more,
      categories: isForbidden ? ['user.biometric'] : ['user'],
      parts: parts.map((part) => ({
        path: `${at}.${part}`,
        title: part,
        treatedAs: ['user.biometric'],
      })),
    }),
  );

const key = fc.option(
  fc.integer({ min: 0, max: 5 }).map((n) => ({ id: `${n}` })),
  { nil: undefined },
);
const ruled = <T extends object>(more: T) => ({ ...here, ...more });
const decision: fc.Arbitrary<DisclosureDecision> = fc.record({
  withholdings: fc.array(
    fc
      .record({ key, field: fc.option(fc.oneof(path, fc.constant('file')), { freq: 6, nil: undefined }) })
      .map((one) => ruled({ ...present(one), ground: 'It would harm somebody', article: 'Article 15(4)' })),
    { maxLength: 3 },
  ),
  releases: fc.array(
    fc.record({ key, field: path }).map((one) => ruled({ ...present({ key: one.key }), field: one.field })),
    { maxLength: 3 },
  ),
  choices: fc.array(
    fc.record({ field: chosen, as: fc.constantFrom('show', 'show', 'describe') }).map(ruled),
    {
      maxLength: 3,
    },
  ),
});

function present<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}

interface Case {
  readonly records: readonly JudgedRecord[];
  readonly fields: readonly FieldMap[];
  readonly laws: readonly LawView[];
  readonly holdsFiles: boolean;
  readonly decision: DisclosureDecision;
  /** Records that turned out not to be the person's. */
  readonly others: readonly number[];
  /** Where one copy ends and the next begins. */
  readonly ends: readonly number[];
}

const cases: fc.Arbitrary<Case> = fc.record({
  records,
  fields: fc.uniqueArray(field, { maxLength: 4, selector: (one) => one.name }),
  laws: fc.oneof(fc.constant([california, gdpr]), fc.subarray([california, gdpr])),
  holdsFiles: fc.boolean(),
  decision,
  others: fc.subarray([0, 3, 7]),
  ends: fc.subarray([2, 5, 6]),
});

function rulesOf({ fields, laws, holdsFiles, decision: decided }: Case) {
  const collection = aCollection('people', 'People', fields, holdsFiles ? { holdsFiles } : {});
  return disclosureRules({
    storeId: 'shop',
    collection,
    decision: decided,
    grounds: { ...grounds, laws },
  });
}

/** Each copy has its digest; those are stored, read and added up. */
function digestOf({ records: all, ends }: Case): CollectionDigest | undefined {
  const sum = new DigestWriter();
  const bounds = [0, ...ends, all.length];
  for (const [n, from] of bounds.entries()) {
    const copy = new DigestWriter();
    for (const record of all.slice(from, bounds[n + 1])) copy.add({ collection: 'people', ...record });
    sum.addDigest(JSON.parse(JSON.stringify(copy.digest())));
  }
  return sum.digest().collections[0];
}

const isSingle = (one: Case, n: number) => {
  const keys = [...one.decision.withholdings, ...one.decision.releases].flatMap(({ key: of }) =>
    of ? [of] : [],
  );
  const own = recordKey(one.records[n]?.key ?? {});
  return one.others.includes(n) || keys.some((of) => recordKey(of) === own);
};

function oneByOne(one: Case): CollectionFinding {
  const tally = tallyCollection(rulesOf(one));
  for (const [n, record] of one.records.entries())
    if (!one.others.includes(n))
      tally.add({ collection: 'people', ...record, file: fileOf(record) } as never);
  return tally.finding();
}

const fileOf = ({ file }: JudgedRecord) => file && { ...file, content: [] };

/** Undefined where the digest does not tell. */
function byDigest(one: Case): CollectionFinding | undefined {
  const tally = tallyCollection(rulesOf(one));
  const digest = digestOf(one);
  if (!digest) return tally.finding();
  const single = one.records.filter((_, n) => isSingle(one, n));
  if (!tally.countDigest(digest, single)) return undefined;
  for (const [n, record] of one.records.entries())
    if (isSingle(one, n) && !one.others.includes(n)) tally.count(record);
  for (const record of digest.sample) if (!one.others.includes(Number(record.key.id))) tally.show(record);
  return tally.finding();
}

describe('a collection that is counted by the digest of its copies', () => {
  it('has the same counts, columns and first records as one whose records are counted one by one', () => {
    let told = 0;
    fc.assert(
      fc.property(cases, (one) => {
        const found = byDigest(one);
        if (found === undefined) return;
        told += 1;
        expect(found).toEqual(oneByOne(one));
      }),
      { numRuns: 4_000 },
    );
    expect(told).toBeGreaterThan(2_500);
  });
});

import type { PolicyBook } from '../../local/permissions/policy-book';
import { simulatePolicy } from '../../local/permissions/simulate-policy';
import { breaches, type Judgement, judgements } from './find-breaches';
import { bookOf, type ResourceName, resourceArns } from './resource-arns';
import { sampleStack } from './sample-stack';
import { rules } from './who-may';

jest.setTimeout(180_000);

let book: PolicyBook;
let judged: readonly Judgement[];

beforeAll(async () => {
  book = bookOf((await sampleStack()).template);
  judged = await judgements();
});

const table = rules.map(({ says }): [string] => [says]);

function judgementOf(rule: string): Judgement {
  const found = judged.filter((one) => one.rule === rule);
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} judgements of: ${rule}`);
  return found[0];
}

describe('in the stack [I01]', () => {
  it.each(table)('%s', (rule) => {
    expect(judgementOf(rule).breaches).toEqual([]);
  });
});

describe('somebody else’s account', () => {
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' } as const;
  const policies = [{ name: 'all', policy: { Version: '2012-10-17', Statement: [everything] } }];
  const arn = 'arn:aws:iam::999999999999:role/Stranger';

  it.each<[string, ResourceName]>([
    ['kms:Decrypt', 'the key'],
    ['s3:GetObject', 'objects of the vault'],
    ['s3:GetObject', 'packages'],
    ['s3:GetObject', 'evidence'],
    ['dynamodb:Query', 'register'],
    ['lambda:InvokeFunction', 'functions of stores'],
    ['sts:AssumeRole', 'every role'],
  ])('gets nothing by its own permissions: %s on %s [I02]', async (action, thing) => {
    const stranger = { holder: 'stranger', arn, policies };
    const strange = { names: book.names, role: () => stranger, policyOf: (on: string) => book.policyOf(on) };

    for (const on of resourceArns[thing](book))
      expect(await simulatePolicy(strange, { by: 'stranger', action, on })).toMatchObject({ allowed: false });
  });
});

describe('a rule', () => {
  it('is broken as well when somebody whom it names may do none of it', async () => {
    const rule = { says: '', may: ['intake'], actions: ['s3:GetObject'], on: ['packages'] } as const;

    expect(await breaches(book, rule, ['intake'])).toEqual(['intake may do none of it']);
  });
});

describe('a stack that grants too much is caught where', () => {
  it.each(table)('%s', (rule) => {
    const { grantedOne } = judgementOf(rule);

    expect(grantedOne.length).toBeGreaterThan(0);
    for (const { granted, breaches } of grantedOne) expect(breaches).toContain(granted);
  });

  it.each(table)('%s, and somebody grants all of a service on everything', (rule) => {
    const { grantedOne, grantedAll } = judgementOf(rule);

    expect(grantedAll).toHaveLength(grantedOne.length);
  });
});

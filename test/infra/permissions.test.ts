import type { PolicyBook } from '../../local/permissions/policy-book';
import { simulatePolicy } from '../../local/permissions/simulate-policy';
import type { Template } from '../../local/permissions/template';
import { actionsToCheck, breaches, holdersToCheck } from './find-breaches';
import { bookOf, granting, type ResourceName, resourceArns } from './resource-arns';
import { sampleStack } from './sample-stack';
import { type Rule, rules } from './who-may';

jest.setTimeout(60_000);

let book: PolicyBook;

beforeAll(() => {
  book = bookOf(sampleStack().template.toJSON() as Template);
});

const table = rules.map((rule): [string, Rule] => [rule.says, rule]);

describe('in the stack [I01]', () => {
  it.each(table)('%s', async (_, rule) => {
    expect(await breaches(book, rule)).toEqual([]);
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
  it.each(table)('%s', async (_, rule) => {
    const holder = holdersToCheck(book, rule).find((one) => !rule.may?.includes(one)) ?? '';

    for (const asked of actionsToCheck(book, rule, holder)) {
      const wrong = granting(book, holder, { Action: asked.action, Resource: asked.on });
      const narrow = { ...rule, actions: [asked.action] };
      expect(await breaches(wrong, narrow, [holder])).toContain(
        `${holder} may ${asked.action} on ${asked.on}`,
      );
    }
  });

  it.each(table)('%s, and a statement grants a whole service on everything', async (_, rule) => {
    const holder = holdersToCheck(book, rule).find((one) => !rule.may?.includes(one)) ?? '';
    const everything = rule.actions.map((action) => action.replace(/:.*/, ':*'));

    const wrong = granting(book, holder, { Action: everything, Resource: '*' });

    expect(await breaches(wrong, rule, [holder])).toHaveLength(actionsToCheck(book, rule, holder).length);
  });
});

import type { PolicyBook } from '../../local/permissions/policy-book';
import type { Template } from '../../local/permissions/template';
import { sampleStack } from './sample-stack';
import { bookOf, granting } from './things';
import { askedBy, asksOf, breaches, type Rule, rules } from './who-may';

jest.setTimeout(60_000);

let template: Template;
let book: PolicyBook;

beforeAll(() => {
  template = sampleStack().template.toJSON() as Template;
  book = bookOf(template);
});

const table = rules.map((rule): [string, Rule] => [rule.says, rule]);

describe('in the stack', () => {
  it.each(table)('%s', async (_, rule) => {
    expect(await breaches(book, rule)).toEqual([]);
  });
});

describe('a stack that grants too much is caught where', () => {
  it.each(table)('%s', async (_, rule) => {
    const holder = askedBy(book, rule).find((one) => !rule.may?.includes(one)) ?? '';

    for (const asked of asksOf(book, rule, holder)) {
      const wrong = bookOf(granting(template, holder, { Action: asked.action, Resource: asked.on }));
      expect(await breaches(wrong, rule, [holder])).toContain(`${holder} may ${asked.action} on ${asked.on}`);
    }
  });

  it.each(table)('%s, and somebody grants all of a service on everything', async (_, rule) => {
    const holder = askedBy(book, rule).find((one) => !rule.may?.includes(one)) ?? '';
    const everything = rule.actions.map((action) => action.replace(/:.*/, ':*'));

    const wrong = bookOf(granting(template, holder, { Action: everything, Resource: '*' }));

    expect(await breaches(wrong, rule, [holder])).toHaveLength(asksOf(book, rule, holder).length);
  });
});

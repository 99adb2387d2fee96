import type { PolicyBook } from '../../local/permissions/policy-book';
import { type RequestedAction, simulatePolicy } from '../../local/permissions/simulate-policy';
import { projectBuilds } from './build-cache';
import { bookOf, granting, resourceArns } from './resource-arns';
import { sampleStack } from './sample-stack';
import { type Rule, rules } from './who-may';

/** Everything that a rule checks for a holder. */
export function actionsToCheck(
  book: PolicyBook,
  { actions, on, context }: Rule,
  by: string,
): RequestedAction[] {
  const resources = on.flatMap((thing) => resourceArns[thing](book));
  return actions.flatMap((action) =>
    resources.map((one) => ({
      by,
      action,
      on: one,
      ...(context ? { context } : { underAnyCondition: true }),
    })),
  );
}

/** Holders that the rule is about. */
export function holdersToCheck(book: PolicyBook, { who = /./ }: Rule): string[] {
  return [...book.roles.keys()].filter((holder) => who.test(holder));
}

/**
 * What holders may that the rule does not name, as `holder action arn`; and holders that it names but that
 * may do none of it.
 */
export async function breaches(
  book: PolicyBook,
  rule: Rule,
  holders = holdersToCheck(book, rule),
): Promise<string[]> {
  const { may = [] } = rule;
  const found: string[] = [];
  for (const by of holders) {
    const allowed: RequestedAction[] = [];
    for (const asked of actionsToCheck(book, rule, by))
      if ((await simulatePolicy(book, asked)).allowed) allowed.push(asked);
    if (!may.includes(by)) found.push(...allowed.map(({ action, on }) => `${by} may ${action} on ${on}`));
    else if (allowed.length === 0) found.push(`${by} may do none of it`);
  }
  return found;
}

/** What the simulator says of one rule, as lines that {@link breaches} gives. */
export interface Judgement {
  readonly rule: string;
  /** In the stack as it is. */
  readonly breaches: readonly string[];
  /** Had somebody granted one thing that the rule forbids: that thing, and what is found. */
  readonly grantedOne: readonly { readonly granted: string; readonly breaches: readonly string[] }[];
  /** Had somebody granted all of each service on everything. */
  readonly grantedAll: readonly string[];
}

/** Judges the sample desk by every rule. The simulator takes its time, so the judgements are kept. */
export async function judgements(): Promise<readonly Judgement[]> {
  const { template } = await sampleStack();
  return projectBuilds.valueOf('judgements', () => judge(bookOf(template)));
}

async function judge(book: PolicyBook): Promise<Judgement[]> {
  const judged: Judgement[] = [];
  for (const rule of rules)
    judged.push({
      rule: rule.says,
      breaches: await breaches(book, rule),
      ...(await whatIfGranted(book, rule)),
    });
  return judged;
}

/** Grants what the rule forbids to the first holder that it does not name. */
async function whatIfGranted(
  book: PolicyBook,
  rule: Rule,
): Promise<Pick<Judgement, 'grantedOne' | 'grantedAll'>> {
  const holder = holdersToCheck(book, rule).find((one) => !rule.may?.includes(one)) ?? '';
  const grantedOne: { granted: string; breaches: string[] }[] = [];
  for (const { action, on } of actionsToCheck(book, rule, holder)) {
    const wrong = granting(book, holder, { Action: action, Resource: on });
    const narrow = { ...rule, actions: [action] };
    const found = await breaches(wrong, narrow, [holder]);
    grantedOne.push({ granted: `${holder} may ${action} on ${on}`, breaches: found });
  }
  const everything = rule.actions.map((action) => action.replace(/:.*/, ':*'));
  const wrong = granting(book, holder, { Action: everything, Resource: '*' });
  return { grantedOne, grantedAll: await breaches(wrong, rule, [holder]) };
}

import type { PolicyBook } from '../../local/permissions/policy-book';
import { type RequestedAction, simulatePolicy } from '../../local/permissions/simulate-policy';
import { resourceArns } from './resource-arns';
import type { Rule } from './who-may';

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
 * What holders may that the rule does not name, as `holder action arn`; and holders that it names but that may do none of it.
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

import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import type { Policy, Statement } from '../permissions/policy-book';

/** Condition keys that the emulator's policy evaluation does not know and therefore treats as unmet. */
const UNKNOWN = /^(kms:EncryptionContext:|ses:FromAddress$)/;

/**
 * Removes conditions that the emulator does not know from the deployed roles, in the emulator only, so that
 * it allows their calls. `judgeCalls` checks every call against the original conditions.
 *
 * @returns how many statements were changed or added, in words
 */
export async function removeUnknownConditions(): Promise<number> {
  const iam = new IAMClient({});
  let changed = 0;
  for await (const { Functions = [] } of paginateListFunctions({ client: new LambdaClient({}) }, {})) {
    for (const { Role = '' } of Functions)
      changed += await takeOver(iam, Role.slice(Role.lastIndexOf('/') + 1));
  }
  return changed;
}

/** The template without such conditions in the policies of these resources. */
export function withoutUnknownConditions(template: Template, resources: RegExp): Template {
  const changed = Object.entries(template.Resources).map(([id, resource]) => {
    const policy = resource.Properties?.PolicyDocument as Policy | undefined;
    if (!policy || !resources.test(id)) return [id, resource];
    const Statement = policy.Statement.map((one) => (isUnknown(one) ? without(one) : one));
    return [
      id,
      { ...resource, Properties: { ...resource.Properties, PolicyDocument: { ...policy, Statement } } },
    ];
  });
  return { ...template, Resources: Object.fromEntries(changed) };
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>>;
}

async function takeOver(iam: IAMClient, RoleName: string): Promise<number> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  let changed = 0;
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    const policy = JSON.parse(decodeURIComponent(PolicyDocument)) as Policy;
    const extra = loosened(policy.Statement);
    const many = policy.Statement.filter(isUnknown).length + extra.length;
    if (many === 0) continue;
    const Statement = [...policy.Statement.map((one) => (isUnknown(one) ? without(one) : one)), ...extra];
    const changedPolicy = JSON.stringify({ ...policy, Statement });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: changedPolicy }));
    changed += many;
  }
  return changed;
}

function isUnknown({ Condition = {} }: Statement): boolean {
  return Object.values(Condition).some((keys) => Object.keys(keys).some((key) => UNKNOWN.test(key)));
}

function without({ Condition: _, ...rest }: Statement): Statement {
  return rest;
}

/** Actions whose resource the emulator does not determine: it demands permission for all resources. */
const resourceless = ['ses:SendEmail', 'states:SendTaskSuccess'];

/** For each such action that a policy allows on some resource, the statement that the emulator demands. */
function loosened(statements: readonly Statement[]): Statement[] {
  const allowed = statements.flatMap(({ Action }) => Action);
  const Action = resourceless.filter((action) => allowed.includes(action));
  return Action.length === 0 ? [] : [{ Effect: 'Allow', Action, Resource: '*' }];
}

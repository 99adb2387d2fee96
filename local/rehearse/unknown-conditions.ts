import {
  GetRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import type { RecordedCall } from './call-recorder';

/** Condition keys that the emulator's policy evaluation does not know, and therefore takes for unmet. */
const UNKNOWN = /^(kms:EncryptionContext:|ses:FromAddress$)/;

/** Policies as AWS keeps them. */
interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An allowance whose condition the rehearsal looks after, because the emulator cannot. */
export interface Conditioned {
  /** Name of the function, without `rightsdesk-`. */
  readonly caller: string;
  readonly actions: readonly string[];
  readonly wanted: Readonly<Record<string, string>>;
}

/**
 * Takes conditions that the emulator does not know out of the roles that were just deployed, in the emulator only, and answers them, so that they can be
 * checked on every recorded call instead.
 */
export async function takeOverUnknownConditions(): Promise<Conditioned[]> {
  const iam = new IAMClient({});
  const found: Conditioned[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: new LambdaClient({}) }, {})) {
    for (const { FunctionName = '', Role = '' } of Functions) {
      const caller = FunctionName.replace(/^rightsdesk-/, '');
      found.push(...(await takeOver(iam, caller, Role.slice(Role.lastIndexOf('/') + 1))));
    }
  }
  return found;
}

async function takeOver(iam: IAMClient, caller: string, RoleName: string): Promise<Conditioned[]> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const found: Conditioned[] = [];
  for (const PolicyName of PolicyNames) {
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    const policy = JSON.parse(decodeURIComponent(PolicyDocument)) as { Statement: readonly Statement[] };
    const conditioned = policy.Statement.filter(isUnknown);
    const extra = loosened(policy.Statement);
    if (conditioned.length + extra.length === 0) continue;
    found.push(
      ...conditioned.map(({ Action, Condition }) => ({
        caller,
        actions: [Action].flat(),
        wanted: wantedBy(Condition),
      })),
    );
    const kept = policy.Statement.map((statement) => (isUnknown(statement) ? without(statement) : statement));
    const Statement = [...kept, ...extra];
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName,
        PolicyDocument: JSON.stringify({ ...policy, Statement }),
      }),
    );
  }
  return found;
}

function isUnknown({ Condition = {} }: Statement): boolean {
  return Object.values(Condition).some((keys) => Object.keys(keys).some((key) => UNKNOWN.test(key)));
}

function without({ Condition: _, ...rest }: Statement): Statement {
  return rest;
}

/** Actions whose resource the emulator does not work out: it looks for a right to all of them. */
const resourceless = ['ses:SendEmail', 'states:SendTaskSuccess'];

/** For each such action that a policy allows somewhere, the allowance that the emulator looks for. */
function loosened(statements: readonly Statement[]): Statement[] {
  const allowed = statements.flatMap(({ Action }) => Action);
  const Action = resourceless.filter((action) => allowed.includes(action));
  return Action.length === 0 ? [] : [{ Effect: 'Allow', Action, Resource: '*' }];
}

function wantedBy(condition: Statement['Condition'] = {}): Record<string, string> {
  const operators = Object.keys(condition);
  if (operators.some((operator) => operator !== 'StringEquals'))
    throw new Error(`the rehearsal can look after StringEquals only, not ${operators.join(', ')}`);
  return { ...condition.StringEquals };
}

/** Fails when a call went beyond a condition that was taken over. @returns how many calls were held against one */
export function checkConditions(calls: readonly RecordedCall[], conditioned: readonly Conditioned[]): string {
  let held = 0;
  for (const call of calls) {
    const action = `${call.service}:${call.operation}`;
    const mine = conditioned.filter(
      ({ caller, actions }) => caller === call.caller && actions.includes(action),
    );
    if (mine.length === 0) continue;
    if (!mine.some(({ wanted }) => meets(call, wanted)))
      throw new Error(
        `${call.caller} called ${action} outside its condition: ${JSON.stringify(call.conditions)}`,
      );
    held += 1;
  }
  return `${held} calls kept to ${conditioned.length} conditions`;
}

function meets({ conditions = {} }: RecordedCall, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => conditions[key] === value);
}

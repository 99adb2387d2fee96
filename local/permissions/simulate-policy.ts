import {
  getDenialReasons,
  type RequestAnalysis,
  runSimulation,
  runUnsafeSimulation,
  type Simulation,
  type SimulationResourceResult,
} from '@cloud-copilot/iam-simulate';
import { hasOpenKey, withStandIns } from './open-keys';
import type { PolicyBook } from './policy-book';

/** One action to check against the policies, as AWS would. */
export interface RequestedAction {
  /** Holder of a role (see `BookedRole`), or an AWS service such as `events.amazonaws.com`. */
  readonly by: string;
  /** e.g. `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN. With `*` in it, asks whether any such resource is allowed. */
  readonly on: string;
  /** Condition keys that the call carries; TLS is always assumed. */
  readonly context?: Readonly<Record<string, string>>;
  /**
   * Asks whether any value of the condition keys would be allowed, whatever the call carries. @default false
   */
  readonly underAnyCondition?: boolean;
}

export interface Verdict {
  readonly allowed: boolean;
  /** Why not; empty when allowed. */
  readonly because: string;
}

/** The source of the policies: all of a stack, or a part of it. */
export type Policies = Pick<PolicyBook, 'names' | 'role' | 'policyOf'>;

/**
 * Evaluates the policies of the template as IAM would: the role's, the resource's, the trust in the account.
 * Throws when AWS has no such action, no such resource or condition key of that action, or when a policy is
 * malformed.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export async function simulatePolicy(book: Policies, asked: RequestedAction): Promise<Verdict> {
  const simulation = simulationOf(book, asked);
  if (unlisted.has(asked.action) && asked.on !== '*')
    return verdict(runUnsafeSimulation(simulation, {}) === 'Allowed', undefined);
  const answer = await runSimulation(simulation, {
    simulationMode: asked.underAnyCondition ? 'Discovery' : 'Strict',
  });
  if (answer.resultType === 'error')
    throw new Error(`${describeRequest(asked)}: ${JSON.stringify(answer.errors)}`);
  const results = answer.resultType === 'single' ? [answer.result] : answer.results;
  assertKnownConditionKeys(asked, results);
  return verdict(answer.overallResult === 'Allowed', results[0]?.analysis);
}

/**
 * Actions without a resource in AWS's table, although AWS compares one: a denial names the machine's ARN, and
 * `grantTaskResponse` of the CDK grants it.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
const unlisted = new Set(['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat']);

/**
 * Throws on a condition key that this action does not have in AWS, because no policy could ever compare it.
 */
function assertKnownConditionKeys(
  asked: RequestedAction,
  results: readonly SimulationResourceResult[],
): void {
  const alien = results.flatMap(({ ignoredContextKeys = [] }) => ignoredContextKeys);
  if (hasOpenKey(asked.context ?? {}) && !asked.action.startsWith('kms:'))
    alien.push('kms:EncryptionContext');
  if (alien.length > 0)
    throw new Error(`${describeRequest(asked)}: this action has no condition key ${alien.join(', ')}`);
}

function verdict(allowed: boolean, analysis: RequestAnalysis | undefined): Verdict {
  return { allowed, because: allowed ? '' : reasonOf(analysis) };
}

/**
 * By policy of the book: the simulator validates each object only once, so the same objects are passed again.
 */
const ready = new WeakMap<object, object>();

function readied<T extends object>(policy: T): T {
  const made = ready.get(policy) ?? withStandIns(policy);
  ready.set(policy, made);
  return made as T;
}

function simulationOf(book: Policies, { by, action, on, context = {} }: RequestedAction): Simulation {
  const service = by.endsWith('.amazonaws.com');
  const { account } = book.names.place;
  const resourcePolicy = book.policyOf(on);
  return {
    request: {
      principal: service ? by : book.role(by).arn,
      action,
      resource: { resource: on, accountId: account },
      contextVariables: withStandIns({ 'aws:SecureTransport': 'true', ...context }),
    },
    identityPolicies: service ? [] : book.role(by).policies.map(readied),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(resourcePolicy && { resourcePolicy: readied(resourcePolicy) }),
  };
}

function reasonOf(analysis: RequestAnalysis | undefined): string {
  const explicit = analysis && getDenialReasons(analysis).find(({ denialType }) => denialType === 'Explicit');
  if (explicit) return `a statement of the ${explicit.policyType} policy denies it`;
  const unmatched = [
    ...(analysis?.identityAnalysis?.unmatchedStatements ?? []),
    ...(analysis?.resourceAnalysis?.unmatchedStatements ?? []),
  ].map(({ explain }) => explain);
  const forAction = unmatched.filter(({ effect, actionMatch }) => effect === 'Allow' && actionMatch);
  if (forAction.some(({ resourceMatch }) => resourceMatch))
    return 'a statement allows it, but its condition or principal is another';
  return forAction.length > 0 ? 'it is allowed on other resources only' : 'no statement allows it';
}

/** One readable line: who, what, on what, with which condition keys. */
export function describeRequest({ by, action, on, context = {} }: RequestedAction): string {
  const carried = Object.entries(context).map(([key, value]) => `${key}=${value}`);
  return `${by}: ${action} on ${on}${carried.length > 0 ? ` with ${carried.join(', ')}` : ''}`;
}

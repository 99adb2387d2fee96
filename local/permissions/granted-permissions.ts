import type { DeployedNames } from './deployed-names';
import type { PolicyBook, Statement } from './policy-book';
import type { RequestedAction } from './simulate-policy';

/** One action on one resource that a role's policies allow. */
export interface GrantedPermission {
  readonly holder: string;
  readonly action: string;
  /** ARN, possibly with `*`. */
  readonly on: string;
  /** The only kind of condition that the stack's roles use: each key must have this value. */
  readonly when: Readonly<Record<string, string>>;
}

/** Every permission of every role, each once. */
export function grantedPermissions(book: PolicyBook): GrantedPermission[] {
  const permissions = [...book.roles.values()].flatMap(({ holder, policies }) =>
    policies
      .flatMap(({ policy }) => policy.Statement)
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action, Resource = '*', Condition }) =>
        [Action]
          .flat()
          .flatMap((action) =>
            [Resource].flat().map((on) => ({ holder, action, on, when: whenOf(Condition) })),
          ),
      ),
  );
  return [...new Map(permissions.map((permission) => [JSON.stringify(permission), permission])).values()];
}

function whenOf(condition: Statement['Condition'] = {}): GrantedPermission['when'] {
  const { StringEquals = {}, ...others } = condition;
  const unread = Object.keys(others);
  if (unread.length > 0) throw new Error(`conditions by ${unread.join(', ')} are not supported here`);
  return Object.fromEntries(Object.entries(StringEquals).map(([key, value]) => [key, String(value)]));
}

/** Whether a requested action used this permission. */
export function usesPermission(
  asked: RequestedAction,
  { holder, action, on, when }: GrantedPermission,
): boolean {
  return (
    asked.by === holder &&
    pattern(action).test(asked.action) &&
    pattern(on).test(asked.on) &&
    Object.entries(when).every(([key, value]) => asked.context?.[key] === value)
  );
}

function pattern(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i');
}

/**
 * A permission in short: `staff dynamodb:Scan RequestRegister`. Names resources of the stack by their logical
 * id without its hash and others by the last part of their ARN. State machines are not told apart, since who
 * may drive one may drive any. The purpose of a key follows it: `intake kms:GenerateDataKey DeskKey purpose`.
 */
export function describePermission(names: DeployedNames): (permission: GrantedPermission) => string {
  const known = Object.keys(names.template.Resources).flatMap((id) => {
    const arn = arnIfAny(names, id);
    return arn ? [[arn, id.replace(/[0-9A-F]{8}$/, '')] as const] : [];
  });
  return ({ holder, action, on, when }) => {
    if (on.includes(':stateMachine:')) return `${holder} ${action} stateMachine`;
    const [arn, id] = known.find(([arn]) => on === arn || on.startsWith(`${arn}/`)) ?? [];
    const what = arn && id ? `${id}${on.slice(arn.length)}` : on.split(':').slice(5).join(':') || on;
    const contexts = Object.keys(when).filter((key) => key.startsWith('kms:EncryptionContext:'));
    return [holder, action, what, ...contexts.map((key) => key.replace('kms:EncryptionContext:', ''))].join(
      ' ',
    );
  };
}

function arnIfAny(names: DeployedNames, id: string): string | undefined {
  try {
    return names.arnOf(id);
  } catch {
    return undefined;
  }
}

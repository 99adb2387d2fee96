/**
 * Condition keys that end in a name of the caller's own. The simulator drops them from a request: its check
 * of keys knows such names after a slash only
 * (`aws:PrincipalTag/department`), not after a colon. So each is asked about under a key with a slash, on
 * both sides alike, which is compared the same way.
 *
 * @see
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context
 */
const OPEN = 'kms:EncryptionContext:';
const STAND_IN = 'aws:PrincipalTag/kms-EncryptionContext-';

/** A policy, or the context of a request, with such keys replaced. */
export function withStandIns<T>(policyOrContext: T): T {
  return JSON.parse(JSON.stringify(policyOrContext).replaceAll(`"${OPEN}`, `"${STAND_IN}`)) as T;
}

/** Whether the context holds such a key, which only actions of KMS know. */
export function hasOpenKey(context: Readonly<Record<string, string>>): boolean {
  return Object.keys(context).some((key) => key.startsWith(OPEN));
}

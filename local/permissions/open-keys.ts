/**
 * Condition keys that end in a name that the caller chooses. The simulator drops them from a request, because
 * it expects such names after a slash (`aws:PrincipalTag/department`) and not after a colon. So policy and
 * request both get a key with a slash in its place, which is compared in the same way.
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

/** Whether the context holds such a key, which only actions of KMS have. */
export function hasOpenKey(context: Readonly<Record<string, string>>): boolean {
  return Object.keys(context).some((key) => key.startsWith(OPEN));
}

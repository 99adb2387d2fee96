import type { KMSClient } from '@aws-sdk/client-kms';
import { deriveKey, newDataKey, sealJson } from '../../adapters/kms-vault';
import type { DeskDeps } from '../../domain/desk-deps';
import { requestIdOf } from '../../domain/new-request-id';
import type { RequestForm } from '../../domain/request-form';

export interface IntakeDeps extends Pick<DeskDeps, 'inbox' | 'clock' | 'desk'> {
  /** A fresh data key for a request; intake may make one and may not open any. */
  readonly newKey: (requestId: string) => Promise<{ plain: Buffer; wrapped: string }>;
  /** Tells the receiving function to look into the inbox. May fail: the watch looks there too. */
  readonly announce: (requestId: string) => Promise<void>;
}

/**
 * Puts a well-formed request into the inbox, sealed, and knows nothing else: whether the person is known, has asked before, or is anybody at all makes no difference
 * to what this function does or answers.
 */
export function intake(deps: IntakeDeps) {
  return async (form: RequestForm, formId: string): Promise<void> => {
    const requestId = requestIdOf(formId);
    const key = await deps.newKey(requestId);
    await deps.inbox.put({
      requestId,
      receivedAt: deps.clock.now(),
      wrappedKey: key.wrapped,
      sealed: sealJson(deriveKey(key.plain, 'fields'), requestId, form),
    });
    await deps.announce(requestId).catch(() => undefined);
  };
}

/** Data keys from KMS, with `kms:GenerateDataKey` alone. */
export function kmsKeys(kms: KMSClient, keyId: string): IntakeDeps['newKey'] {
  return (requestId) => newDataKey(kms, keyId, requestId);
}

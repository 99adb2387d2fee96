import { isRequestId } from './new-request-id';

/**
 * The vault's name for the desk's own key, which protects authenticator secrets, sign-ins, quotas and
 * tombstones.
 */
export const DESK_KEY = 'desk';

/**
 * The desk's own key is missing. It is made only at deployment: a new one would open no authenticator secret
 * and find no tombstone, without anybody noticing. What to do: docs/runbook.md#desk-key-missing.
 */
export class DeskKeyMissingError extends Error {
  override readonly name = 'DeskKeyMissingError';

  constructor() {
    super('the key of the desk itself is missing; see docs/runbook.md#desk-key-missing');
  }
}

/** Suffix of the ids of what a law keeps of a request; see `noteKept`. */
const KEPT = /-kept-[\d-]+$/;

/**
 * Only a request, and what a law keeps of one, gets a key while the desk runs.
 *
 * @throws {RangeError} for every other id
 */
export function assertMayHaveKey(id: string): void {
  if (!isRequestId(id.replace(KEPT, '')))
    throw new RangeError('only requests get a key here; that of the desk is made at deployment');
}

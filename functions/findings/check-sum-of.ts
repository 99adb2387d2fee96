import type { EventOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';

/**
 * SHA-256 of a package or report, in hexadecimal, as its reader can compute it. It is sealed, and dies with
 * the request's key: whoever has the log alone could try it
 * against reports on guessed people otherwise.
 *
 * @throws {ShreddedError} when the key is gone
 */
export async function checkSumOf(
  deps: Pick<DeskDeps, 'vault'>,
  made: EventOf<'package-made'> | EventOf<'report-made'>,
): Promise<string | undefined> {
  if (made.sealed === undefined) return made.data.sha256;
  const { sha256 } = (await deps.vault.unseal(made.requestId, made.sealed)) as { sha256: string };
  return sha256;
}

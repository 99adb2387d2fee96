import * as z from 'zod/mini';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EventOf } from '../../domain/log-entries';
import { readStored } from '../../domain/read-stored';

const CheckSum = z.looseObject({ sha256: z.string() });

/**
 * SHA-256 of a package or report, in hexadecimal, as its reader can compute it. It is sealed and destroyed
 * with the request's key: otherwise somebody with the log could compare it with reports on guessed people.
 *
 * @throws {ShreddedError} when the key is gone
 */
export async function readChecksum(
  deps: Pick<DeskDeps, 'vault'>,
  made: EventOf<'package-made'> | EventOf<'report-made'>,
): Promise<string | undefined> {
  if (made.sealed === undefined) return made.data.sha256;
  const stored = await deps.vault.unseal(made.requestId, made.sealed);
  return readStored('the check sum of an answer', CheckSum, stored).sha256;
}

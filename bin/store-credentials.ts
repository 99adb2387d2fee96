import type { DeskStore } from '../functions/domain/desk';

/** What a connector needs beside the desk file; never printed. */
export interface StoreCredentials {
  readonly url?: string;
  readonly secret?: string;
}

/** The credentials that the desk file names for a store do not exist. The message holds the name only. */
export class MissingCredentialError extends Error {
  override readonly name = 'MissingCredentialError';
}

/** Reads one SSM parameter, decrypted; undefined when there is none. */
export type ReadParameter = (name: string) => Promise<string | undefined>;

/**
 * Resolves the reference in `connection.url`, or in `connection.secret` of a vendor: the NAME of an
 * environment variable, or the /path of an SSM parameter.
 */
export async function credentialsOf(
  store: DeskStore,
  env: Readonly<Record<string, string | undefined>>,
  readParameter: ReadParameter,
): Promise<StoreCredentials> {
  const { url: address, secret } = store.connection;
  const reference = address ?? secret;
  if (reference === undefined) return {};
  const kept = await resolved(reference, env, readParameter);
  return address ? { url: kept } : { secret: kept };
}

async function resolved(
  reference: string,
  env: Readonly<Record<string, string | undefined>>,
  readParameter: ReadParameter,
): Promise<string> {
  if (reference.startsWith('/')) {
    const kept = await readParameter(reference);
    if (kept) return kept;
    throw new MissingCredentialError(`the SSM parameter ${reference} does not exist`);
  }
  const kept = env[reference];
  if (kept) return kept;
  throw new MissingCredentialError(`the environment variable ${reference} is not set`);
}

import type { DeskStore } from '../functions/domain/desk';

/** What a connector needs beside the desk file; never printed. */
export interface StoreCredentials {
  readonly url?: string;
}

/** The credentials that the desk file names for a store do not exist. The message holds the name only. */
export class MissingCredentialError extends Error {
  override readonly name = 'MissingCredentialError';
}

/** Reads one SSM parameter, decrypted; undefined when there is none. */
export type ReadParameter = (name: string) => Promise<string | undefined>;

/**
 * Resolves the reference in `connection.url`: the NAME of an environment variable, or the /path of an SSM
 * parameter.
 */
export async function credentialsOf(
  store: DeskStore,
  env: Readonly<Record<string, string | undefined>>,
  readParameter: ReadParameter,
): Promise<StoreCredentials> {
  const reference = store.connection.url;
  if (reference === undefined) return {};
  if (reference.startsWith('/')) {
    const url = await readParameter(reference);
    if (url) return { url };
    throw new MissingCredentialError(`the SSM parameter ${reference} does not exist`);
  }
  const url = env[reference];
  if (url) return { url };
  throw new MissingCredentialError(`the environment variable ${reference} is not set`);
}

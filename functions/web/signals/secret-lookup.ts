import type { SignalKey } from '../../domain/opt-out-signals';

/** Reads a secret by its reference; `undefined` if there is none. */
export type ReadSecret = (reference: string) => Promise<string | undefined>;

/** Minutes for which a secret is cached: a secret that was replaced or removed stops working after that. */
const CACHE_MINUTES = 5;

/** A function that gives the secret of a key by its id, reading it when it is first asked for. */
export function buildSecretLookup(
  { keys }: { readonly keys: readonly SignalKey[] } = { keys: [] },
  read: ReadSecret,
  clock: { now(): string },
): (keyId: string | undefined) => Promise<string | undefined> {
  const cache = new Map<string, { readonly secret: string | undefined; readonly until: number }>();
  return async (keyId) => {
    const key = keys.find(({ id }) => id === keyId);
    if (!key) return undefined;
    const now = Date.parse(clock.now());
    const cached = cache.get(key.id);
    if (cached && cached.until > now) return cached.secret;
    const secret = await read(key.secret);
    cache.set(key.id, { secret, until: now + CACHE_MINUTES * 60_000 });
    return secret;
  };
}

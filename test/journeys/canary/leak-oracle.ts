import { constants, gunzipSync } from 'node:zlib';
import { type Canary, transforms } from './canaries';

/** A place in which a canary must not be, with all its contents. */
export interface Sink {
  readonly place: string;
  readonly content: string | Uint8Array;
}

/** `place: field as transform` for each canary found in a place. */
export function leaksIn(sinks: readonly Sink[], canaries: readonly Canary[]): string[] {
  const needles = canaries.flatMap(({ field, text }) =>
    Object.entries(transforms).flatMap(([name, write]) =>
      write(text).map((needle) => ({ found: `${field} as ${name}`, needle })),
    ),
  );
  return sinks.flatMap(({ place, content }) => {
    const texts = textsOf(content);
    const found = needles.filter(({ needle }) => texts.some((text) => text.includes(needle)));
    return [...new Set(found.map((leak) => `${place}: ${leak.found}`))];
  });
}

/** As bytes, and unpacked if it is packed. */
function textsOf(content: string | Uint8Array): string[] {
  const bytes = Buffer.from(content as string);
  const unpacked = unpackedOf(bytes);
  return [bytes.toString('latin1'), ...(unpacked ? [unpacked.toString('latin1')] : [])];
}

/**
 * Sealed bytes may begin with the two bytes of gzip by chance, one time in 65,536; packed bytes may be cut
 * short.
 */
function unpackedOf(bytes: Buffer): Buffer | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return undefined;
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}

import { createHmac } from 'node:crypto';
import type { CorrectionPlan } from '../../domain/correction';
import type { Manifest } from '../../domain/manifest';
import { manifestText } from '../../domain/manifest-text';

/**
 * Identifies a manifest for the decision that binds to it. Keyed, since the log outlives the request's key:
 * keys of rows are addresses and numbers, and a plain hash over them could be compared with a list of people
 * after everything else is unreadable.
 *
 * @param key - of the purpose `manifest`, derived from the request's key
 * @param corrections - what staff want corrected in its rows
 */
export function manifestHash(key: Buffer, manifest: Manifest, corrections?: CorrectionPlan): string {
  const hash = createHmac('sha256', key);
  for (const piece of manifestText(manifest, corrections)) hash.update(piece);
  return hash.digest('hex');
}

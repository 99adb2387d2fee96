import { getVendorRow, type VendorRecord } from './vendor-record';
import type { VendorSession } from './vendor-session';

/** Looks after an erasure, and the time between them: some vendors show a row a moment longer. */
const LOOKS = 3;
/** Milliseconds. */
const BETWEEN = 2_000;

/** Whether the vendor shows a row after it was told to erase it, also after a short wait. */
export async function isStillShown(session: VendorSession, record: VendorRecord): Promise<boolean> {
  for (let look = 1; look <= LOOKS; look += 1) {
    if (look > 1) await session.wait(BETWEEN);
    if ((await getVendorRow(session, record)) === undefined) return false;
  }
  return true;
}

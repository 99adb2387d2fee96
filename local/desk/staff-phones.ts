import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { DeskDeps } from '../../functions/domain/desk-deps';
import { enrolByCommand, freshSecret } from '../../functions/web/totp/enrolment';
import { writeFileAtomically } from '../aws/write-file-atomically';

const Keys = z.record(z.string(), z.string());

/**
 * Sets up the authenticator apps of all staff as `npx rightsdesk enrol` does, so that the desk can be tried
 * out without a phone. The keys are in a file of the run that only its owner may read.
 *
 * @returns keys (base32) by address
 */
export async function staffPhones(
  deps: Pick<DeskDeps, 'desk' | 'items' | 'vault' | 'clock'>,
  directory: string,
): Promise<Readonly<Record<string, string>>> {
  const known = keptPhones(directory);
  const keys: Record<string, string> = {};
  for (const staff of deps.desk.staff) {
    const secret = known[staff.email];
    if (secret) keys[staff.email] = secret;
    else if (!(await deps.items.findTotp(staff.id))) {
      const fresh = freshSecret(deps, staff);
      if (await enrolByCommand(deps, staff, fresh.secret)) keys[staff.email] = fresh.secret;
    }
  }
  writeFileAtomically(fileIn(directory), JSON.stringify(keys));
  return keys;
}

/** Keys that an earlier start of this run wrote. */
export function keptPhones(directory: string): Readonly<Record<string, string>> {
  const file = fileIn(directory);
  return existsSync(file) ? Keys.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

function fileIn(directory: string): string {
  return join(directory, 'phones.json');
}

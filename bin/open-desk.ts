import { systemClock } from '../functions/adapters/system-clock';
import type { DeskDeps } from '../functions/domain/desk-deps';
import { clockOf } from './clock-of';
import { CommandError } from './console';

/**
 * Variables for commands that do more than read the register: they name the desk's tables, buckets, key and
 * functions.
 */
const needed = [
  'REGISTER_TABLE',
  'KEYS_TABLE',
  'DESK_TABLE',
  'INBOX_TABLE',
  'TOMBSTONE_TABLE',
  'VAULT_BUCKET',
  'PACKAGE_BUCKET',
  'KEY_ID',
  'MACHINE_ARN_PREFIX',
  'STORE_FUNCTION_PREFIX',
  'DESK_FILE',
] as const;

/**
 * The desk as its functions see it, here or in AWS.
 *
 * @throws CommandError naming every variable that is not set
 */
export function openDesk(env: Readonly<Record<string, string | undefined>>): DeskDeps {
  const missing = needed.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new CommandError(
      `not set: ${missing.join(', ')}. Start the local run in this folder (npm start), or set what the stack gives its functions (docs/deploy.md)`,
    );
  }
  Object.assign(process.env, env);
  if (env.RIGHTSDESK_CLOCK_FILE) {
    const clock = clockOf(env);
    systemClock.now = () => clock.now();
  }
  const { stepDeps } =
    require('../functions/adapters/build-deps') as typeof import('../functions/adapters/build-deps');
  return stepDeps();
}

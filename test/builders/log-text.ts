import type { LoggedEvent } from '../../functions/domain/events';

/**
 * Log entries as searchable text. Sealed parts are shown as bytes, since in base64 a short name may occur by
 * chance.
 */
export function logText(entries: LoggedEvent | readonly LoggedEvent[] | undefined): string {
  return JSON.stringify(entries ?? [], (key, value) =>
    key === 'sealed' ? Buffer.from(value, 'base64url').toString('latin1') : value,
  );
}

import type { SignalKey } from './opt-out-signals';

/**
 * The page on which people log in at the shop to see the details of their data, and the keys with which the
 * shop's server confirms it.
 */
export interface AccountLogin {
  /** The shop's page, with the placeholders `{reference}` and `{once}`. */
  readonly url: string;
  /**
   * One key, or two during a rotation. Never a key for opt-out signals, because this one gives access to
   * data.
   */
  readonly keys: readonly SignalKey[];
}

/** How many minutes ago the log-in may have been when the shop's server reports it. */
export const LOGIN_MINUTES = 15;

/** How long the shop may take from our page to its call (ISO 8601 duration). */
export const LOGIN_LIFE = 'PT30M';

/** The shop's page for one request. */
export function loginUrl({ url }: AccountLogin, reference: string, once: string): string {
  return url
    .replaceAll('{reference}', encodeURIComponent(reference))
    .replaceAll('{once}', encodeURIComponent(once));
}

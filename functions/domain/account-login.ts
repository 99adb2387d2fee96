import type { SignalKey } from './opt-out-signals';

/**
 * Where people log in at the shop to be shown the details of their data, and the keys with which the shop's
 * own server says that they did.
 */
export interface AccountLogin {
  /** The shop's page, with `{reference}` and `{once}` where those of the request belong. */
  readonly url: string;
  /** One, or two while a key is exchanged. Never a key of the opt-out signals: this one opens data. */
  readonly keys: readonly SignalKey[];
}

/** Minutes that the log-in may lie back when the shop's server tells of it. */
export const LOGIN_MINUTES = 15;

/** How long the shop may take from our page to its call (ISO 8601 duration). */
export const LOGIN_LIFE = 'PT30M';

/** The shop's page for one request. */
export function loginUrl({ url }: AccountLogin, reference: string, once: string): string {
  return url
    .replaceAll('{reference}', encodeURIComponent(reference))
    .replaceAll('{once}', encodeURIComponent(once));
}

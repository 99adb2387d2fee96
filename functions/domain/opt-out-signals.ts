/** Settings of the endpoint by which the shop's own server passes opt-out signals on. */
export interface OptOutSignals {
  /** One key, or two during a rotation. */
  readonly keys: readonly SignalKey[];
}

export interface SignalKey {
  /** Named in each call and in the log; not secret. */
  readonly id: string;
  /**
   * Where the secret is: the NAME of an environment variable, or the /path of an SSM parameter. Never the
   * secret itself.
   */
  readonly secret: string;
}

/**
 * Day on which the desk's own pages were declared to honour Global Privacy Control: they sell and share
 * nothing, whatever a browser sends. https://www.w3.org/TR/gpc/#the-well-known-gpc-resource (`lastUpdate`)
 */
export const GPC_SINCE = '2026-11-29';

/**
 * Whether a browser sends the signal: the header field is exactly `1`; of several field lines, which proxies
 * join with commas, one counts. https://www.w3.org/TR/gpc/#the-sec-gpc-header-field-for-http-requests
 */
export function hasGpcSignal(header: string | undefined): boolean {
  return (header ?? '').split(',').some((value) => value.trim() === '1');
}

import type { Regime } from './deadlines/law';

/**
 * Whether a law is the GDPR of the EU or of the United Kingdom: only then may its articles and cases be
 * cited.
 */
export function isGdpr(regime: Regime['id']): boolean {
  return regime === 'eu-gdpr' || regime === 'uk-gdpr';
}

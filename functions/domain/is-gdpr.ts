import type { Regime } from './deadlines/law';

/**
 * Whether a law is the GDPR of the EU or that of the United Kingdom: the articles and cases of it, which no
 * other law shares, may be cited.
 */
export function isGdpr(regime: Regime['id']): boolean {
  return regime === 'eu-gdpr' || regime === 'uk-gdpr';
}

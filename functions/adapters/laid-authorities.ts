import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The certificates of RDS in a region, laid beside the function's code when the desk was built; in PEM. */
export function laidAuthorities(region: string): string {
  return readFileSync(join(__dirname, authoritiesFile(region)), 'utf8');
}

/** Beside the code of a store's function. */
export function authoritiesFile(region: string): string {
  return `rds-${region}.pem`;
}

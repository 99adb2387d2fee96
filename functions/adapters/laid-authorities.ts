import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The root certificates of RDS in a region, in PEM, from the file that the deployment wrote beside the code.
 */
export function laidAuthorities(region: string): string {
  return readFileSync(join(__dirname, authoritiesFile(region)), 'utf8');
}

/** The name of that file. */
export function authoritiesFile(region: string): string {
  return `rds-${region}.pem`;
}

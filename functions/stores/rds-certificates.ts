import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The root certificates of RDS in a region, in PEM, from the file that the deployment wrote beside the code.
 */
export function readRdsCertificates(region: string): string {
  return readFileSync(join(__dirname, rdsCertificatesFile(region)), 'utf8');
}

/** The name of that file. */
export function rdsCertificatesFile(region: string): string {
  return `rds-${region}.pem`;
}

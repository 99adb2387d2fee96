import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerCertificate } from './real-postgres';

export interface OwnAuthority {
  /** Its own certificate, PEM. */
  readonly certificate: string;
  /** Vouches for a server of that name. */
  certify(host: string): ServerCertificate;
}

/** A certificate authority that lives as long as the test, made with Debian's openssl. */
export function anAuthority(name: string): OwnAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const at = (file: string) => join(folder, file);
  const read = (file: string) => readFileSync(at(file), 'utf8');
  const make = (file: string, ...more: string[]) => {
    const key = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      at(`${file}.key`),
    ];
    const out = ['-out', at(`${file}.pem`), '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...key, ...out, ...more], { stdio: 'ignore' });
    return { certificate: read(`${file}.pem`), key: read(`${file}.key`) };
  };
  const { certificate } = make('authority', '-subj', `/CN=${name}`);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return {
    certificate,
    certify: (host) =>
      make(
        host,
        ...['-CA', at('authority.pem'), '-CAkey', at('authority.key'), '-subj', `/CN=${host}`],
        ...['-addext', `subjectAltName=DNS:${host}`, '-addext', 'basicConstraints=critical,CA:FALSE'],
      ),
  };
}

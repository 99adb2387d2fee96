import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerCertificate } from './real-postgres';

export interface OwnAuthority {
  /** Its own certificate, PEM. */
  readonly certificate: string;
  /** Issues a certificate for a server of that name. */
  certify(host: string): ServerCertificate;
}

/** A certificate authority that exists as long as the test. */
export function anAuthority(name: string): OwnAuthority {
  const own = withOpenssl((make) => make(['-subj', `/CN=${name}`]));
  const certify = (host: string) =>
    withOpenssl((make, keep) => {
      const by = ['-CA', keep('authority.pem', own.certificate), '-CAkey', keep('authority.key', own.key)];
      const server = [
        '-addext',
        `subjectAltName=DNS:${host}`,
        '-addext',
        'basicConstraints=critical,CA:FALSE',
      ];
      return make([...by, '-subj', `/CN=${host}`, ...server]);
    });
  return { certificate: own.certificate, certify };
}

type Make = (options: readonly string[]) => ServerCertificate;
type Keep = (file: string, content: string) => string;

/** Debian's openssl works on files; they are deleted once the certificate is made. */
function withOpenssl(work: (make: Make, keep: Keep) => ServerCertificate): ServerCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'authority-'));
  const at = (file: string) => join(folder, file);
  const make: Make = (options) => {
    const key = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      at('made.key'),
    ];
    const args = ['req', '-x509', ...key, '-out', at('made.pem'), '-days', '2', ...options];
    execFileSync('openssl', args, { stdio: 'ignore' });
    return { certificate: readFileSync(at('made.pem'), 'utf8'), key: readFileSync(at('made.key'), 'utf8') };
  };
  const keep: Keep = (file, content) => {
    writeFileSync(at(file), content);
    return at(file);
  };
  try {
    return work(make, keep);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

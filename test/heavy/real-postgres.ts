import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../local/free-port';

/** What a server shows to a TLS client; both PEM. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
}

export interface RealPostgres {
  readonly port: number;
  /** Connection string, as superuser unless another account is named. */
  url(user?: string, password?: string): string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts Debian's PostgreSQL in a folder of its own, on a free port of 127.0.0.1. As root it runs as
 * `nobody`, since it refuses to run as root.
 *
 * @param shown - with it the server speaks TLS, and takes log-ins through nothing else, with the password in
 * clear inside, as RDS takes a token
 * @param disk - `durable` waits for the disk at each commit, as a business's own does
 * @param programs - the folder of another PostgreSQL's programs
 */
export async function startRealPostgres(
  shown?: ServerCertificate,
  disk: 'volatile' | 'durable' = 'volatile',
  programs: string = debianPrograms(),
): Promise<RealPostgres> {
  const tool = (name: string) => join(programs, name);
  const folder = mkdtempSync(join(tmpdir(), 'real-postgres-'));
  const data = join(folder, 'data');
  const port = await freePort();
  chmodSync(folder, 0o777);
  const run = (command: string, ...args: string[]) => asOrdinaryUser([tool(command), ...args]);
  const tls = shown ? ' -c ssl=on' : '';
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=${disk === 'durable' ? 'on' : 'off'}${tls}`;
  run(
    'initdb',
    '-D',
    data,
    '-U',
    'postgres',
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '-E',
    'UTF8',
    `--pwfile=${passwordFile(folder)}`,
  );
  if (shown) giveCertificate(folder, data, shown);
  const control = (...args: string[]) => run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), ...args);
  control('-o', options, 'start');
  return {
    port,
    url: (user = 'postgres', password = 'superuser') =>
      `postgres://${user}:${password}@127.0.0.1:${port}/postgres`,
    restart: async () => control('-m', 'fast', '-o', options, 'restart'),
    stop: async () => {
      control('-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The newest that Debian installed. */
function debianPrograms(): string {
  const [version] = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
  return join('/usr/lib/postgresql', version ?? '', 'bin');
}

/** The server reads its key only from a file that nobody else can read. */
function giveCertificate(folder: string, data: string, { certificate, key }: ServerCertificate): void {
  for (const [name, content] of [
    ['server.crt', certificate],
    ['server.key', key],
    ['pg_hba.conf', 'local all all trust\nhostssl all all 127.0.0.1/32 password\n'],
  ] as const) {
    writeFileSync(join(folder, name), content, { mode: 0o644 });
    asOrdinaryUser(['install', '-m', '600', join(folder, name), join(data, name)]);
  }
}

function passwordFile(folder: string): string {
  const file = join(folder, 'password');
  writeFileSync(file, 'superuser', { mode: 0o644 });
  return file;
}

function asOrdinaryUser([command = '', ...args]: string[]): void {
  const isRoot = process.getuid?.() === 0;
  const [file, all] = isRoot
    ? ['setpriv', ['--reuid=nobody', '--regid=nogroup', '--clear-groups', command, ...args]]
    : [command, args];
  execFileSync(file, all, { stdio: 'ignore', cwd: '/' });
}

import { existsSync } from 'node:fs';
import { type MysqlServer, startMysqlServer } from './mysql-server';
import type { ServerCertificate } from './real-postgres';

const SERVER = '/usr/sbin/mariadbd';

/** Whether Debian's `mariadb-server` is on this machine. */
export function hasMariadb(): boolean {
  return existsSync(SERVER);
}

/** Starts Debian's MariaDB; see {@link startMysqlServer}. */
export function startRealMariadb(
  shown?: ServerCertificate,
  disk: 'volatile' | 'durable' = 'volatile',
): Promise<MysqlServer> {
  const install = [
    'mariadb-install-db',
    '--no-defaults',
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ];
  const program = {
    name: 'mariadb',
    server: [SERVER],
    options: ['--innodb-log-file-size=32M'],
    install: (data: string) => [...install, `--datadir=${data}`],
    rootAt: ['127.0.0.1', 'localhost'],
  };
  return startMysqlServer(program, { shown, disk });
}

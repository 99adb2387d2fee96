import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type MysqlProgram, type MysqlServer, startMysqlServer } from './mysql-server';
import { hasMariadb, startRealMariadb } from './real-mariadb';
import type { ServerCertificate } from './real-postgres';

/**
 * A folder into which a MySQL was unpacked: its packages (`.ci/mysql-server FOLDER`), or the archive that its
 * makers publish for Linux, of any version from 8.0.
 */
const UNPACKED = process.env.MYSQL_SERVER;

/** What the suites of MySQL run on: `MySQL` where `MYSQL_SERVER` names one, otherwise `MariaDB`. */
export const serverName = UNPACKED ? 'MySQL' : 'MariaDB';

const SERVERS = ['bin/mysqld', 'usr/sbin/mysqld'];

/** Whether there is such a server on this machine. */
export function hasRealMysql(): boolean {
  return UNPACKED ? SERVERS.some((server) => existsSync(join(UNPACKED, server))) : hasMariadb();
}

/** Starts it; see {@link startMysqlServer}. */
export function startRealMysql(shown?: ServerCertificate): Promise<MysqlServer> {
  return UNPACKED ? startMysqlServer(unpacked(UNPACKED), { shown }) : startRealMariadb(shown);
}

function unpacked(folder: string): MysqlProgram {
  const isArchive = existsSync(join(folder, 'bin/mysqld'));
  const { server, places } = isArchive ? archive(folder) : packages(folder);
  return {
    name: 'mysql',
    server,
    options: [...places, '--secure-file-priv=', '--mysqlx=OFF', '--skip-log-bin'],
    install: (data) => [...server, '--no-defaults', '--initialize-insecure', ...places, `--datadir=${data}`],
    rootAt: ['localhost'],
  };
}

/** It finds its own libraries and messages. */
function archive(folder: string) {
  return { server: [join(folder, 'bin/mysqld')], places: [`--basedir=${folder}`] };
}

/** With the libraries beside it, since those of this machine may be older. */
function packages(folder: string) {
  const libraries = join(folder, 'usr/lib', nameIn(join(folder, 'usr/lib'), /-linux-gnu/));
  const share = join(folder, 'usr/share/mysql');
  const server = [
    join(libraries, nameIn(libraries, /^ld-linux/)),
    '--library-path',
    libraries,
    join(folder, 'usr/sbin/mysqld'),
  ];
  const places = [
    `--basedir=${join(folder, 'usr')}`,
    `--lc-messages-dir=${share}`,
    `--character-sets-dir=${join(share, 'charsets')}`,
    `--plugin-dir=${join(folder, 'usr/lib/mysql/plugin')}`,
    '--innodb-redo-log-capacity=32M',
  ];
  return { server, places };
}

function nameIn(folder: string, form: RegExp): string {
  const name = readdirSync(folder).find((one) => form.test(one));
  if (name === undefined)
    throw new Error(`nothing in ${folder} is called ${form}: is it a MySQL with its libraries?`);
  return name;
}

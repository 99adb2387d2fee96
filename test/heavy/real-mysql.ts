import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type MysqlProgram, type MysqlServer, startMysqlServer } from './mysql-server';
import { hasMariadb, startRealMariadb } from './real-mariadb';
import type { ServerCertificate } from './real-postgres';

/** A folder into which the packages of a MySQL were unpacked (`.ci/mysql-server FOLDER`). */
const UNPACKED = process.env.MYSQL_SERVER;

/** What the suites of MySQL run on: `MySQL` where `MYSQL_SERVER` names one, otherwise `MariaDB`. */
export const serverName = UNPACKED ? 'MySQL' : 'MariaDB';

/** Whether there is such a server on this machine. */
export function hasRealMysql(): boolean {
  return UNPACKED ? existsSync(join(UNPACKED, 'usr/sbin/mysqld')) : hasMariadb();
}

/** Starts it; see {@link startMysqlServer}. */
export function startRealMysql(shown?: ServerCertificate): Promise<MysqlServer> {
  return UNPACKED ? startMysqlServer(unpacked(UNPACKED), { shown }) : startRealMariadb(shown);
}

/** With the libraries beside it, since those of this machine may be older. */
function unpacked(folder: string): MysqlProgram {
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
    '--secure-file-priv=',
    '--innodb-redo-log-capacity=32M',
  ];
  return {
    name: 'mysql',
    server,
    options: [...places, '--mysqlx=OFF', '--skip-log-bin'],
    install: (data) => [...server, '--no-defaults', '--initialize-insecure', ...places, `--datadir=${data}`],
    rootAt: ['localhost'],
  };
}

function nameIn(folder: string, form: RegExp): string {
  const name = readdirSync(folder).find((one) => form.test(one));
  if (name === undefined)
    throw new Error(`nothing in ${folder} is called ${form}: is it a MySQL with its libraries?`);
  return name;
}

import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import type { ConnectionOptions, SslOptions } from 'mysql2/promise';
import { StoreUnavailableError } from '../connector';
import type { TokenAccess } from '../token-access';

/** By a connection string that carries its own password, or with a token made for each connection. */
export type MysqlAccess = { readonly url: string } | TokenAccess;

/**
 * What is told to the driver at each new connection. A token is sent through TLS only, to the host that the
 * certificate names; a password in clear is sent to nobody else.
 *
 * @throws StoreUnavailableError for a connection string that cannot be read
 */
export async function connectionOptions(access: MysqlAccess): Promise<ConnectionOptions> {
  if ('url' in access) return optionsOfUrl(access.url);
  const { host, port, user, database, authorities } = access;
  const token = await access.token();
  return {
    host,
    port,
    user,
    database,
    password: token,
    ssl: { ca: authorities, rejectUnauthorized: true, verifyIdentity: true },
    authPlugins: { mysql_clear_password: () => () => Buffer.from(`${token}\0`) },
  };
}

function optionsOfUrl(text: string): ConnectionOptions {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^(?:mysql|mariadb):$/.test(url.protocol) || url.pathname.length < 2)
    throw new StoreUnavailableError(
      'the connection string is not of the form mysql://USER:PASSWORD@HOST:3306/DATABASE',
      { code: 'connection-string' },
    );
  const ssl = sslOf(url);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 3306 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    ...(ssl ? { ssl } : {}),
  };
}

/**
 * By `ssl-mode` and `ssl-ca` (a file in PEM), as the clients of MySQL write them. Without them the
 * certificate must be good for the host, except on this very machine.
 *
 * @see https://dev.mysql.com/doc/refman/8.0/en/connection-options.html#option_general_ssl-mode
 */
function sslOf({ hostname, searchParams }: URL): SslOptions | undefined {
  const isHere = /^(?:localhost|127[.]\d+[.]\d+[.]\d+|\[::1\])$/.test(hostname);
  const mode = searchParams.get('ssl-mode') ?? (isHere ? 'DISABLED' : 'VERIFY_IDENTITY');
  const [known] = [MODES[mode.toUpperCase()]];
  if (known === undefined)
    throw new StoreUnavailableError(
      'ssl-mode in the connection string is none of DISABLED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY',
      { code: 'connection-string' },
    );
  const file = searchParams.get('ssl-ca');
  if (known.ssl?.verifyIdentity && isIP(hostname.replaceAll(/[[\]]/g, '')) > 0)
    throw new StoreUnavailableError(
      'the host in the connection string is a number, and a certificate is for a name: write the name, or ssl-mode=VERIFY_CA',
      { code: 'connection-string' },
    );
  return known.ssl && file ? { ...known.ssl, ca: authoritiesIn(file) } : known.ssl;
}

/** Read at each connection, since the file may be exchanged. */
function authoritiesIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new StoreUnavailableError('the file that ssl-ca in the connection string names cannot be read', {
      code: 'connection-string',
    });
  }
}

const MODES: Readonly<Record<string, { readonly ssl: SslOptions | undefined }>> = {
  DISABLED: { ssl: undefined },
  REQUIRED: { ssl: { rejectUnauthorized: false } },
  VERIFY_CA: { ssl: { rejectUnauthorized: true } },
  VERIFY_IDENTITY: { ssl: { rejectUnauthorized: true, verifyIdentity: true } },
};

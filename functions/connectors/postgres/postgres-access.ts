import type { PoolConfig } from 'pg';

/** By a connection string that carries its own password, or with a token made for each connection. */
export type PostgresAccess = { readonly url: string } | TokenAccess;

export interface TokenAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Certificates in PEM, one after the other: whoever they vouch for is believed, and nobody else. */
  readonly authorities: string;
  /** The password, asked for once a new connection. */
  readonly token: () => Promise<string>;
}

/** A token travels only through TLS, to the host whose name the certificate bears. */
export function reachBy(access: PostgresAccess): PoolConfig {
  if ('url' in access) return { connectionString: access.url };
  const { host, port, user, database, authorities, token } = access;
  return { host, port, user, database, password: token, ssl: { ca: authorities, rejectUnauthorized: true } };
}

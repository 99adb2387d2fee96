import type { PoolConfig } from 'pg';

/** By a connection string that carries its own password, or with a token made for each connection. */
export type PostgresAccess = { readonly url: string } | TokenAccess;

export interface TokenAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Certificates in PEM, one after the other: only servers that they vouch for are trusted. */
  readonly authorities: string;
  /** The password, asked for once a new connection. */
  readonly token: () => Promise<string>;
}

/** A token is sent through TLS only, to the host that the certificate names. */
export function poolConfig(access: PostgresAccess): PoolConfig {
  if ('url' in access) return { connectionString: access.url };
  const { host, port, user, database, authorities, token } = access;
  return { host, port, user, database, password: token, ssl: { ca: authorities, rejectUnauthorized: true } };
}

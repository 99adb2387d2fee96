import type { PoolConfig } from 'pg';
import type { TokenAccess } from '../token-access';

/** By a connection string that carries its own password, or with a token made for each connection. */
export type PostgresAccess = { readonly url: string } | TokenAccess;

/** A token is sent through TLS only, to the host that the certificate names. */
export function poolConfig(access: PostgresAccess): PoolConfig {
  if ('url' in access) return { connectionString: access.url };
  const { host, port, user, database, authorities, token } = access;
  return { host, port, user, database, password: token, ssl: { ca: authorities, rejectUnauthorized: true } };
}

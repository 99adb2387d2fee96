import { join } from 'node:path';
import { plans, STORE_FUNCTION } from '../function-plans';
import type { Permission } from '../permissions';

interface ServiceClient {
  readonly packages: readonly string[];
  /** A function with a permission that matches needs the client. */
  readonly permissions: RegExp;
  /** The function of a store has no permissions of the table above, and needs what is marked so. */
  readonly store?: true;
  /** False where functions that serve pages make do without the client. */
  readonly pages?: false;
}

/** The SDK's client of each service, and which functions need it. */
const clients: readonly ServiceClient[] = [
  {
    packages: ['@aws-sdk/client-kms'],
    permissions: /^((desk-)?key\.(open|make)|inbox\.(seal|open)|objects\.)/,
  },
  {
    packages: ['@aws-sdk/client-s3'],
    permissions: /^(objects|packages|evidence)\./,
    store: true,
    pages: false,
  },
  {
    packages: ['@aws-sdk/lib-storage'],
    permissions: /^(objects|packages)\.write$/,
    store: true,
    pages: false,
  },
  { packages: ['@aws-sdk/s3-request-presigner'], permissions: /^(objects\.|packages\.link)/ },
  { packages: ['@aws-sdk/client-sesv2'], permissions: /^mail\./ },
  { packages: ['@aws-sdk/client-sfn'], permissions: /^workflow\./ },
  { packages: ['@aws-sdk/client-lambda'], permissions: /\.call$/ },
  { packages: ['@aws-sdk/client-ssm'], permissions: /^signal-keys\./, store: true },
];

/**
 * Clients of services that a function has no permission to call, for esbuild's `alias`: its bundle holds a
 * stub instead, which throws when it is used.
 *
 * @param name - of the function, e.g. `search-stores`
 * @param servesPages - whether it answers over HTTP
 */
export function absentClients(name: string, servesPages: boolean): Record<string, string> {
  const permissions: readonly Permission[] = plans[name]?.permissions ?? [];
  const isNeeded = (client: ServiceClient) => {
    if (name === STORE_FUNCTION) return client.store === true;
    if (servesPages && client.pages === false) return false;
    return permissions.some((permission) => client.permissions.test(permission));
  };
  const stub = join(__dirname, 'sdk-stubs', 'absent-client.cjs');
  const absent = clients.filter((client) => !isNeeded(client)).flatMap(({ packages }) => packages);
  return Object.fromEntries(absent.map((name) => [name, stub]));
}

import { databaseAddressFault, isDatabaseAddress } from '../../domain/rds-log-in';
import type { ConnectionSetting, SettingFault, StoreSettings, WordedFault } from '../kind-definition';

export type DatabaseSetting = 'url' | 'login' | 'resourceId';

export const DATABASE_SETTINGS: Readonly<Record<DatabaseSetting, ConnectionSetting>> = {
  url: {
    description:
      'For postgres and mysql: with login: iam the address, postgres://USER@ENDPOINT:5432/DATABASE or mysql://USER@ENDPOINT:3306/DATABASE; else NAME of the environment variable, or /path of the SSM parameter, that holds the connection string.',
    example: 'SHOP_DATABASE_URL',
    form: {
      check: connectionUrlFault,
      pattern: '^([A-Z][A-Z0-9_]*|/[\\w./-]+|(postgres(ql)?|mysql)://[^:@/?#]+@[^@?#]+)$',
    },
  },
  login: {
    description:
      'For postgres and mysql in RDS or Aurora: iam logs in as the role of the function, with a token instead of a password.',
    example: 'iam',
    form: { oneOf: ['iam'] },
  },
  resourceId: {
    description:
      'For login: iam: what the RDS console calls the resource id, of the instance (db-), the Aurora cluster (cluster-) or the proxy (prx-). Not its name.',
    example: 'db-ABCDEFGHIJKL01234',
    form: {
      pattern: /^(db|cluster|prx)-[A-Za-z0-9]{8,40}$/,
      problem: 'is not the resource id of a database, cluster or proxy',
    },
  },
};

/**
 * How a database is reached: the name of what holds its connection string, or its address without a password.
 * The value is never repeated: it may be a secret.
 */
function connectionUrlFault(value: string): WordedFault | undefined {
  if (/^([A-Z][A-Z0-9_]*|\/[\w./-]+)$/.test(value)) return undefined;
  if (isDatabaseAddress(value)) return databaseAddressFault(value);
  return {
    problem: 'must be a name, not the connection string itself',
    remedy:
      'Name the environment variable or the SSM parameter that holds it, for example SHOP_DATABASE_URL or /rightsdesk/shop-database/url.',
  };
}

/** What the settings of one database lack, or say twice. `address`: the form of one for its kind. */
export function databaseFaults(
  { connection }: StoreSettings<DatabaseSetting>,
  address: string,
): SettingFault[] {
  const { url, login, resourceId } = connection;
  if (url === undefined)
    return [
      {
        path: ['connection', 'url'],
        problem: 'is missing',
        remedy:
          'Write the address with login: iam, or name the environment variable that holds the connection string, for example url: SHOP_DATABASE_URL.',
      },
    ];
  if (isDatabaseAddress(url) && schemeOf(url) !== schemeOf(address)) return [otherKind(address)];
  if (login === 'iam') return [...nameWithLogIn(url, address), ...missingResourceId(resourceId)];
  return login === undefined ? [...addressWithoutLogIn(url), ...strayResourceId(resourceId)] : [];
}

function schemeOf(address: string): string {
  return (address.split(':')[0] ?? '').replace('postgresql', 'postgres');
}

function otherKind(address: string): SettingFault {
  return {
    path: ['connection', 'url'],
    problem: 'is the address of a database of another kind',
    remedy: `Write ${address}, or correct kind.`,
  };
}

function nameWithLogIn(url: string, address: string): SettingFault[] {
  if (isDatabaseAddress(url)) return [];
  return [
    {
      path: ['connection', 'url'],
      problem: 'is the name of a connection string, and login: iam reads none',
      remedy: `Write the address itself: ${address}. Or remove login: iam.`,
    },
  ];
}

function missingResourceId(resourceId: string | undefined): SettingFault[] {
  if (resourceId !== undefined) return [];
  return [
    {
      path: ['connection', 'resourceId'],
      problem: 'is missing: it says to which database the role may connect',
      remedy:
        'Copy the resource id from the configuration of the database in the RDS console, for example resourceId: db-ABCDEFGHIJKL01234.',
    },
  ];
}

function addressWithoutLogIn(url: string): SettingFault[] {
  if (!isDatabaseAddress(url) || databaseAddressFault(url)) return [];
  return [
    {
      path: ['connection', 'login'],
      problem: 'is missing: an address without a password needs it',
      remedy: 'Add login: iam, or name what holds the connection string, for example url: SHOP_DATABASE_URL.',
    },
  ];
}

function strayResourceId(resourceId: string | undefined): SettingFault[] {
  if (resourceId === undefined) return [];
  const path = ['connection', 'resourceId'];
  return [{ path, problem: 'is for login: iam alone', remedy: 'Remove it, or add login: iam.' }];
}

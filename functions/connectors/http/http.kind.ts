import * as z from 'zod/mini';
import type {
  AwsPermission,
  AwsPlace,
  Connection,
  KindDefinition,
  SettingFault,
  StoreSettings,
} from '../kind-definition';
import { mapText } from '../several-kinds';

export type HttpSetting = 'vendor' | 'account' | 'secret';

export interface HttpPlace {
  readonly endpoint?: string | undefined;
}

/** A vendor that is reached over HTTPS as a YAML file says. */
export const http: KindDefinition<HttpSetting, HttpPlace> = {
  kind: 'http',
  isSearched: true,
  settings: {
    vendor: {
      description:
        'For http: a vendor that comes with Rightsdesk (docs/vendors.md), or the path of your own vendor file.',
      example: 'stripe',
      form: {
        pattern: /^([a-z][a-z0-9-]*|.+\.ya?ml)$/,
        problem: 'is neither the name of a vendor nor the path of a YAML file',
      },
    },
    account: {
      description: 'For http: account settings of the vendor file, as name=value, separated by commas.',
      example: 'data_center=us20',
      form: {
        pattern: /^[A-Za-z]\w*=[^,=]+(,\s*[A-Za-z]\w*=[^,=]+)*$/,
        problem: 'must be name=value, several separated by commas',
      },
    },
    secret: {
      description:
        'For http: NAME of the environment variable, or /path of the SSM parameter, that holds the key of the vendor; as JSON where the file wants several.',
      example: '/rightsdesk/payments/secret',
      form: {
        pattern: /^([A-Z][A-Z0-9_]*|\/[\w./-]+)$/,
        problem: 'must be a name, not the secret itself',
      },
    },
  },
  place: {
    endpoint: z
      .optional(mapText())
      .check(
        z.describe('HTTP: the endpoint of the vendor file, when it differs from the name of the collection.'),
      ),
  },
  nameInStore: (name, { endpoint = name }) => endpoint,
  storeFaults: missingSettings,
  permissions: (_store, connection, account) => secretPermissions(connection, account),
};

function missingSettings({ connection }: StoreSettings<HttpSetting>): SettingFault[] {
  const lacks = (name: HttpSetting, remedy: string): SettingFault[] =>
    connection[name] === undefined ? [{ path: ['connection', name], problem: 'is missing', remedy }] : [];
  return [
    ...lacks(
      'vendor',
      'Name a vendor of docs/vendors.md, for example vendor: stripe, or the path of your own file.',
    ),
    ...lacks(
      'secret',
      'Name the SSM parameter or the environment variable that holds its key, for example secret: /rightsdesk/payments/secret.',
    ),
  ];
}

/** The one parameter with the key of the vendor, and nothing else in AWS. */
function secretPermissions(
  { secret }: Connection<HttpSetting>,
  { partition, region, account }: AwsPlace,
): AwsPermission[] {
  if (!secret?.startsWith('/')) return [];
  return [
    {
      actions: ['ssm:GetParameter'],
      resources: [`arn:${partition}:ssm:${region}:${account}:parameter${secret}`],
    },
  ];
}

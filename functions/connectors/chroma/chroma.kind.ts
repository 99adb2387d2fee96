import * as z from 'zod/mini';
import type {
  AwsPermission,
  AwsPlace,
  Connection,
  ConnectionSetting,
  KindDefinition,
  MapFault,
  SettingFault,
  StoreSettings,
} from '../kind-definition';
import type { MapDraft } from '../map-draft';
import { mapText, TABLE_NAME } from '../several-kinds';
import { type ChromaPlace, OWN_FIELDS } from './chroma-place';

type ChromaSetting = 'address' | 'secret' | 'tenant' | 'database' | 'network';

const NAME = /^[A-Za-z0-9._-]{1,200}$/;

const SETTINGS: Readonly<Record<ChromaSetting, ConnectionSetting>> = {
  address: {
    description:
      'For chroma: the address of the server, https://HOST[:PORT]. The desk connects to no other host.',
    example: 'https://api.trychroma.com',
    form: {
      pattern: /^https:\/\/[A-Za-z0-9.-]+(:\d{2,5})?(\/[\w./-]*)?$/,
      problem: 'must be an address that begins with https:// and holds no user, password or question mark',
    },
  },
  secret: {
    description:
      'For chroma: NAME of the environment variable, or /path of the SSM parameter, that holds the token. Leave it out where the server asks for none.',
    example: '/rightsdesk/notes/token',
    form: { pattern: /^([A-Z][A-Z0-9_]*|\/[\w./-]+)$/, problem: 'must be a name, not the token itself' },
  },
  tenant: {
    description: 'For chroma: the tenant. Default: default_tenant.',
    example: 'default_tenant',
    form: { pattern: NAME, problem: 'is not the name of a tenant' },
  },
  database: {
    description: 'For chroma: the database. Default: default_database.',
    example: 'default_database',
    form: { pattern: NAME, problem: 'is not the name of a database' },
  },
  network: {
    description: 'For chroma: private lets the address be one of your own network (10.0.0.0/8 and the like).',
    example: 'private',
    form: { oneOf: ['private'] },
  },
};

/** A Chroma database: collections of documents with vectors and metadata. */
export const chroma: KindDefinition<ChromaSetting, ChromaPlace> = {
  kind: 'chroma',
  isSearched: true,
  settings: SETTINGS,
  place: {
    table: TABLE_NAME,
    embedding_models: z
      .optional(z.record(z.string(), mapText()))
      .check(
        z.describe(
          'The model that made the vectors of a field, which a copy then names: { embedding: text-embedding-3-small }.',
        ),
      ),
  },
  refusesCorrections: true,
  primaryKey: () => [OWN_FIELDS.id],
  storeFaults,
  mapFaults,
  permissions: (_store, connection, account) => secretPermission(connection, account),
};

function storeFaults({ connection }: StoreSettings<ChromaSetting>): SettingFault[] {
  if (connection.address !== undefined) return [];
  return [
    {
      path: ['connection', 'address'],
      problem: 'is missing',
      remedy: 'Write the address of the Chroma server, for example address: https://chroma.example.com.',
    },
  ];
}

/** Other people's records may refer to one, and Chroma cannot be asked which do. */
function mapFaults(drafts: readonly MapDraft<ChromaPlace>[]): MapFault[] {
  return drafts
    .filter(({ store, owner }) => store.kind === 'chroma' && owner === 'shared')
    .map(({ file, path }) => ({
      file,
      path: `${path}.rightsdesk_meta.owner`,
      problem: 'a record of Chroma cannot be shared: nothing there refers to another',
      remedy: 'Take owner: shared out.',
    }));
}

/** A SecureString under the account's own SSM key needs no permission for that key. */
function secretPermission(
  { secret }: Connection<ChromaSetting>,
  { partition, region, account }: AwsPlace,
): AwsPermission[] {
  if (secret === undefined || !secret.startsWith('/')) return [];
  const parameter = `arn:${partition}:ssm:${region}:${account}:parameter${secret}`;
  return [{ actions: ['ssm:GetParameter'], resources: [parameter] }];
}

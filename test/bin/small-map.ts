import type {
  CollectionMap,
  DataMap,
  FieldMap,
  IdentityKind,
  StoreMap,
} from '../../functions/domain/data-map';

/**
 * A shop with a database (customers, their invoices, addresses that may be shared), profiles elsewhere, and a
 * mailbox that staff search.
 */
export const smallMap: DataMap = {
  stores: [
    aStore('shop', 'The shop', 'postgres', [
      aCollection('customers', {
        fields: [aField('id'), aField('email', 'email'), aField('number', 'customer-number')],
        reachedBy: [{ field: 'email', identity: 'email' }],
        ownRecord: true,
        facts: ['email', 'number', 'address_id'],
      }),
      aCollection('invoices', {
        fields: [aField('id'), aField('customer_id'), aField('issued_on')],
        reachedBy: [
          {
            field: 'customer_id',
            from: { storeId: 'shop', collection: 'customers', field: 'id' },
            leads: 'down',
          },
        ],
        facts: ['customer_id', 'issued_on'],
        onErasure: {
          action: 'retain',
          ground: 'tax law keeps invoices',
          article: 's 147 AO',
          period: 'P8Y',
          countedFrom: 'issued_on',
          yearEnd: true,
        },
      }),
      aCollection('addresses', {
        owner: 'shared',
        reachedBy: [
          {
            field: 'id',
            from: { storeId: 'shop', collection: 'customers', field: 'address_id' },
            leads: 'up',
          },
        ],
      }),
    ]),
    aStore('profiles', 'Profiles', 'dynamodb', [
      aCollection('profiles', {
        fields: [aField('number', 'customer-number')],
        primaryKey: ['number'],
        reachedBy: [{ field: 'number', identity: 'customer-number' }],
        onErasure: { action: 'anonymise' },
      }),
    ]),
    aStore('mailbox', 'The mailbox', 'manual', []),
  ],
  systems: [],
  gaps: [],
};

function aStore(
  storeId: string,
  title: string,
  kind: StoreMap['kind'],
  collections: readonly CollectionMap[],
): StoreMap {
  return { storeId, title, kind, collections };
}

function aCollection(name: string, more: Partial<CollectionMap>): CollectionMap {
  return {
    name,
    title: `Your ${name}`,
    primaryKey: ['id'],
    fields: [aField('id')],
    reachedBy: [],
    facts: [],
    owner: 'subject',
    referencedBy: [],
    eraseAfter: [],
    onErasure: { action: 'erase' },
    source: '',
    systemKeys: [],
    physical: {},
    ...more,
  };
}

function aField(name: string, identity?: IdentityKind): FieldMap {
  return {
    name,
    title: name,
    categories: ['user'],
    sensitive: false,
    thirdParty: false,
    secret: false,
    optOut: [],
    dataPoint: false,
    ...(identity && { identity }),
  };
}

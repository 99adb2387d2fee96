import type { CollectionMap, DataMap, FieldMap, StoreMap } from '../../functions/domain/data-map';
import type { Recipient, SystemMap } from '../../functions/domain/system-map';

/** A mapped field, ordinary unless `more` says otherwise. */
export function aField(name: string, title: string, more: Partial<FieldMap> = {}): FieldMap {
  return {
    name,
    title,
    categories: ['user'],
    sensitive: false,
    thirdParty: false,
    secret: false,
    optOut: [],
    dataPoint: false,
    ...more,
  };
}

export function aCollection(
  name: string,
  title: string,
  more: Partial<CollectionMap> & Pick<CollectionMap, 'fields'>,
): CollectionMap {
  return {
    name,
    title,
    primaryKey: ['id'],
    reachedBy: [],
    facts: [],
    owner: 'subject',
    referencedBy: [],
    eraseAfter: [],
    onErasure: { action: 'erase' },
    source: 'You, when you ordered',
    systemKeys: ['shop'],
    physical: {},
    ...more,
  };
}

const customers = aCollection('customers', 'Customer account', {
  fields: [
    aField('id', 'Customer number', { identity: 'customer-number' }),
    aField('name', 'Name'),
    aField('email', 'E-mail address', { identity: 'email' }),
    aField('newsletter', 'Newsletter', { optOut: [{ right: 'marketing-objection', value: false }] }),
    aField('password_hash', 'Password', { secret: true }),
  ],
  ownRecord: true,
  facts: ['id', 'email'],
  reachedBy: [{ field: 'email', identity: 'email' }],
});

const ofCustomer = {
  field: 'customer_id',
  from: { storeId: 'shop', collection: 'customers', field: 'id' },
  leads: 'down',
} as const;

const orders = aCollection('orders', 'Orders', {
  fields: [
    aField('id', 'Order number'),
    aField('customer_id', 'Customer number'),
    aField('item', 'What was ordered'),
    aField('gift_for', 'Gift for', { thirdParty: true }),
  ],
  facts: ['customer_id'],
  reachedBy: [ofCustomer],
});

const invoices = aCollection('invoices', 'Invoices', {
  fields: [
    aField('id', 'Invoice number'),
    aField('customer_id', 'Customer number'),
    aField('issued_on', 'Date'),
    aField('total', 'Total'),
  ],
  facts: ['customer_id', 'issued_on'],
  reachedBy: [ofCustomer],
  onErasure: {
    action: 'retain',
    ground: 'tax law keeps invoices',
    article: 's 147 AO',
    period: 'P8Y',
    countedFrom: 'issued_on',
    yearEnd: true,
  },
});

const profiles = aCollection('profiles', 'Profile', {
  fields: [
    aField('id', 'Customer number'),
    aField('size', 'Shade size'),
    aField('health', 'Eye complaints', { categories: ['user.health_and_medical'], sensitive: true }),
  ],
  reachedBy: [{ field: 'id', identity: 'customer-number' }],
});

const shopSystem: SystemMap = {
  key: 'shop',
  title: 'The shop',
  purposes: [
    {
      name: 'Taking your order and delivering it',
      legalBasis: 'contract with you (Art. 6(1)(b) GDPR)',
      retention: '3 years after your last order',
      categories: [],
    },
  ],
  recipients: [
    {
      id: 'parcel',
      name: 'Flinke Feder Paketdienst',
      role: 'processor',
      contact: 'privacy@parcel.example.com',
      purpose: 'brings the parcel',
    },
    {
      id: 'bank',
      name: 'Gute Bank',
      role: 'controller',
      contact: 'privacy@bank.example.com',
      purpose: 'moves the money',
    },
  ],
  transfers: [],
  automatedDecisions: [],
  saysNone: ['transfers', 'automatedDecisions'],
};

export const shopStore: StoreMap = {
  storeId: 'shop',
  title: 'the shop’s database',
  kind: 'postgres',
  collections: [customers, orders, invoices],
};

export const profileStore: StoreMap = {
  storeId: 'profiles',
  title: 'profiles',
  kind: 'dynamodb',
  collections: [profiles],
};

export const mailboxStore: StoreMap = {
  storeId: 'mailbox',
  title: 'the mailbox of support',
  kind: 'manual',
  collections: [],
};

/**
 * A shop's database and the support mailbox; `sensitive` adds the store of profiles, which holds health data.
 */
export function aMap(
  more: { readonly sensitive?: boolean; readonly manual?: boolean } & Partial<DataMap> = {},
): DataMap {
  const { sensitive = false, manual = false, ...rest } = more;
  return {
    stores: [shopStore, ...(sensitive ? [profileStore] : []), ...(manual ? [mailboxStore] : [])],
    systems: [shopSystem],
    gaps: [],
    ...rest,
  };
}

/** The map with what each of its recipients gets the data for, by id. */
export function usedFor(map: DataMap, uses: Readonly<Record<string, readonly string[]>>): DataMap {
  const withUses = (one: Recipient) => ({ ...one, ...(uses[one.id] ? { uses: uses[one.id] ?? [] } : {}) });
  return {
    ...map,
    systems: map.systems.map((s) => ({ ...s, recipients: s.recipients.map(withUses) })),
  };
}

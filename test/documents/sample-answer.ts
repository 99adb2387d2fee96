import type { ExportedRecord } from '../../functions/connectors/connector';
import type { AnswerFacts } from '../../functions/documents/answer-facts';
import type { DisclosureGrounds } from '../../functions/documents/disclosure-rules';
import type { PackageInput } from '../../functions/documents/package-input';
import type { CollectionMap, DataMap, FieldMap } from '../../functions/domain/data-map';
import type { SystemMap } from '../../functions/domain/system-map';
import { aField, aCollection as mappedCollection } from '../builders/a-map';

/**
 * An invented answer with some of everything: several stores, withheld fields and records, secrets, files, a
 * person's answer, an unreachable store.
 */

export const facts: AnswerFacts = {
  reference: 'RD-7KQ2-M4TX',
  right: 'access',
  receivedOn: '2026-11-02',
  answeredOn: '2026-11-24',
  zone: 'Europe/Berlin',
  language: 'en',
  controller: {
    legalName: 'Alma’s Lamps GmbH',
    address: 'Oranienstraße 14, 10999 Berlin, Germany',
    contactEmail: 'privacy@almas-lamps.example.com',
    phone: '+49 30 5550 1420',
    website: 'https://almas-lamps.example.com/',
    dataProtectionOfficer: { name: 'Dr. Idil Karaca', email: 'dpo@almas-lamps.example.com' },
    authority: {
      name: 'Berlin Commissioner for Data Protection and Freedom of Information',
      url: 'https://www.datenschutz-berlin.de/',
      address: 'Alt-Moabit 59–61, 10555 Berlin',
    },
  },
  texts: {
    laws: ['General Data Protection Regulation (EU) 2016/679 (GDPR)'],
    opening:
      'You asked which data we hold about you. Article 15 GDPR gives you the right to know, and to have a copy. Here is all of it: what we hold, where it comes from, what we use it for, who receives it and how long we keep it.',
    rights: [
      {
        title: 'Have it corrected',
        text: 'If something here is wrong or incomplete, tell us and we correct it.',
        article: 'Article 16 GDPR',
      },
      {
        title: 'Have it erased',
        text: 'You may ask us to erase your data. Some of it we must keep, such as invoices; then we tell you which, why and until when.',
        article: 'Article 17 GDPR',
      },
      {
        title: 'Have its use restricted',
        text: 'While it is being settled whether data is right or may be used, you may ask that we only store it.',
        article: 'Article 18 GDPR',
      },
      {
        title: 'Object',
        text: 'You may object to a use that we base on our own interests, and at any time to advertising.',
        article: 'Article 21 GDPR',
      },
    ],
    remedies: [
      {
        law: 'GDPR',
        complaint:
          'Please tell us first, so that we can put it right. You may also complain to a data protection authority at any time, above all where you live, where you work, or here, where we are:',
        court: 'You can also go to a court where you live or where we are.',
        authority: {
          name: 'Berlin Commissioner for Data Protection and Freedom of Information',
          url: 'https://www.datenschutz-berlin.de/',
          address: 'Alt-Moabit 59–61, 10555 Berlin',
        },
      },
    ],
  },
};

export const grounds: DisclosureGrounds = {
  rightsOfOthers: {
    ground: 'It is about another person as well, whose rights we must respect',
    article: 'Article 15(4) GDPR',
  },
  neverShown: {
    ground:
      'Some things would be dangerous for you if they fell into other hands. We tell you that we hold them, and show them to nobody.',
    article: 'Article 32 GDPR',
  },
  unclassified: { ground: 'Nobody has checked yet whether this may be shown', article: '' },
};

export function aCollection(
  name: string,
  title: string,
  fields: readonly FieldMap[],
  more: Partial<CollectionMap> = {},
): CollectionMap {
  return mappedCollection(name, title, { fields, ...more });
}

const systems: readonly SystemMap[] = [
  {
    key: 'shop',
    title: 'The shop',
    purposes: [
      {
        name: 'Taking your order and delivering it',
        legalBasis: 'contract with you (Article 6(1)(b) GDPR)',
        retention: '3 years after your last order',
        categories: [],
      },
      {
        name: 'Answering your questions',
        legalBasis: 'our interest in contented customers (Article 6(1)(f) GDPR)',
        retention: '1 year after the answer',
        categories: [],
      },
    ],
    recipients: [
      {
        id: 'parcel',
        name: 'Flinke Feder Paketdienst GmbH',
        role: 'controller',
        contact: 'privacy@flinke-feder.example.com',
        purpose: 'brings the parcel to your door',
      },
      {
        id: 'pay',
        name: 'Pago Seguro S.L.',
        role: 'processor',
        contact: 'dpo@pago-seguro.example.com',
        purpose: 'takes payments',
      },
    ],
    transfers: [],
    automatedDecisions: [],
    saysNone: ['transfers', 'automatedDecisions'],
  },
  {
    key: 'assistant',
    title: 'The shopping assistant',
    purposes: [
      {
        name: 'Recommending lamps and answering in the chat',
        legalBasis: 'your consent (Article 6(1)(a) GDPR)',
        retention: '6 months',
        categories: [],
      },
    ],
    recipients: [
      {
        id: 'model',
        name: 'Lantern Models Inc.',
        role: 'processor',
        contact: 'privacy@lantern-models.example.com',
        purpose: 'runs the language model of the assistant',
      },
    ],
    transfers: [
      {
        country: 'United States of America',
        safeguard: 'EU-US Data Privacy Framework, adequacy decision of 10 July 2023',
      },
    ],
    automatedDecisions: [
      {
        what: 'Whether you may pay by invoice',
        logic:
          'A score from 0 to 100, made of your past orders, how fast you paid, and the value of the basket. Under 40 the shop asks for payment in advance.',
        effects: 'You may have to pay before we send the parcel. Write to us and a person looks at it again.',
      },
    ],
  },
];

const customers = aCollection('customers', 'Your customer account', [
  aField('id', 'Customer number', { categories: ['user.unique_id'] }),
  aField('name', 'Name', { categories: ['user.name'] }),
  aField('email', 'E-mail address', { categories: ['user.contact.email'] }),
  aField('phone', 'Phone', { categories: ['user.contact.phone_number'] }),
  aField('created_at', 'Customer since', { categories: ['user.account'] }),
  aField('newsletter', 'Newsletter wanted', { categories: ['user.privacy_preferences'] }),
  aField('password_hash', 'Password', { categories: ['user.authorization'], secret: true }),
]);

const orders = aCollection(
  'orders',
  'Your orders',
  [
    aField('id', 'Order number', { categories: ['user.unique_id'] }),
    aField('ordered_at', 'Ordered'),
    aField('item', 'What', { categories: ['user.behavior'] }),
    aField('total', 'Total (EUR)', { categories: ['user.payment'] }),
    aField('status', 'Status'),
    aField('recipient_name', 'Gift recipient', { categories: ['user.contact'], thirdParty: true }),
  ],
  {
    onErasure: {
      action: 'retain',
      ground: 'tax law keeps invoices',
      article: '§ 147 AO',
      period: 'P8Y',
      countedFrom: 'ordered_at',
      yearEnd: true,
    },
  },
);

const reviews = aCollection('reviews', 'Your reviews', [
  aField('id', 'Number'),
  aField('text', 'Review', { categories: ['user.content'] }),
]);

const profiles = aCollection(
  'profiles',
  'Your profile for recommendations',
  [
    aField('id', 'Customer number', { categories: ['user.unique_id'] }),
    aField('tastes', 'What we think you like', { categories: ['user.behavior'] }),
    aField('score', 'Score for payment by invoice', { categories: ['user.financial'] }),
    aField('seen', 'Last seen', { categories: ['user.device'] }),
  ],
  { source: 'Worked out by us from your visits and orders', systemKeys: ['assistant'] },
);

const chats = aCollection(
  'chats',
  'Your chats with the assistant',
  [
    aField('id', 'Number'),
    aField('at', 'When'),
    aField('messages', 'Messages', { categories: ['user.content'] }),
  ],
  { source: 'You, in the chat', systemKeys: ['assistant'] },
);

const uploads = aCollection(
  'uploads',
  'Pictures and papers you sent us',
  [aField('key', 'Stored as'), aField('modified', 'Stored on')],
  { source: 'You, by upload' },
);

const letters = aCollection(
  'letters',
  'Your letters and our answers',
  [aField('text', 'Letter', { categories: ['user.content'] })],
  { source: 'You, by e-mail' },
);

export const map: DataMap = {
  stores: [
    {
      storeId: 'shop',
      title: 'The shop’s database',
      kind: 'postgres',
      collections: [customers, orders, reviews],
    },
    { storeId: 'profiles', title: 'Profiles of the website', kind: 'dynamodb', collections: [profiles] },
    { storeId: 'files', title: 'Stored files and chats', kind: 's3', collections: [uploads, chats] },
    { storeId: 'mailbox', title: 'The mailbox of support', kind: 'manual', collections: [letters] },
    { storeId: 'newsletter', title: 'The newsletter tool', kind: 'dynamodb', collections: [] },
  ],
  systems,
  gaps: [],
};

const lamps = [
  'Desk lamp “Hase”',
  'Floor lamp “Reiher”',
  'Bulb E27, warm, 2 pieces',
  'Pendant “Mond”, brass',
  'Shade, linen, 30 cm',
];

function anOrder(index: number): ExportedRecord {
  const month = String((index % 12) + 1).padStart(2, '0');
  const id = `B-${20480 + index}`;
  return {
    collection: 'orders',
    key: { id },
    values: {
      id,
      ordered_at: `202${3 + Math.floor(index / 110)}-${month}-14T${String(8 + (index % 12)).padStart(2, '0')}:05:00Z`,
      item: lamps[index % lamps.length] ?? '',
      total: `${(19 + ((index * 37) % 180)).toFixed(0)}.90`,
      status: index % 9 === 4 ? 'returned' : 'delivered',
      recipient_name: index % 40 === 7 ? 'Jonas Petersen' : null,
    },
  };
}

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const records: Readonly<Record<string, readonly ExportedRecord[]>> = {
  customers: [
    {
      collection: 'customers',
      key: { id: 'C-1042' },
      values: {
        id: 'C-1042',
        name: 'Mirela Ödegaard',
        email: 'mirela@example.com',
        phone: '+49 171 5550 102',
        created_at: '2023-02-11T09:14:03Z',
        newsletter: true,
        password_hash: '$2b$12$invented.invented.invented',
      },
    },
  ],
  orders: Array.from({ length: 230 }, (_, index) => anOrder(index)),
  reviews: [
    {
      collection: 'reviews',
      key: { id: '1' },
      values: { id: 1, text: '=HYPERLINK("https://evil.example.com","Best lamp ever")' },
    },
    {
      collection: 'reviews',
      key: { id: '2' },
      values: {
        id: 2,
        text: 'The “Reiher” is taller than I thought, but the light is lovely in the evening. My daughter reads under it every night and will not give it back.\n\nOne small thing: the switch hums a little.',
      },
    },
    { collection: 'reviews', key: { id: '3' }, values: { id: 3, text: 'Invented, about a neighbour' } },
  ],
  profiles: [
    {
      collection: 'profiles',
      key: { id: 'C-1042' },
      values: {
        id: 'C-1042',
        tastes: { styles: ['Nordic', 'brass', 'reading corner'], price: { from: 40, to: 180 }, gifts: true },
        score: 71,
        seen: '2026-10-30T18:22:41Z',
        shadow_field: 'nobody mapped me',
      },
    },
  ],
  uploads: [
    {
      collection: 'uploads',
      key: { key: 'uploads/C-1042/broken switch.jpg' },
      values: { key: 'uploads/C-1042/broken switch.jpg', modified: '2026-04-02T10:00:00Z' },
      file: { name: 'broken switch.jpg', contentType: 'image/png', content: chunks(picture) },
    },
    {
      collection: 'uploads',
      key: { key: 'uploads/C-1042/../../../etc/passwd' },
      values: { key: 'uploads/C-1042/../../../etc/passwd', modified: '2026-05-02T10:00:00Z' },
      file: {
        name: '../../../etc/passwd',
        contentType: 'text/plain',
        content: chunks(Buffer.from('not a password file\n')),
      },
    },
  ],
  chats: [
    {
      collection: 'chats',
      key: { key: 'chats/2026/03.jsonl', id: 'c1' },
      values: {
        id: 'c1',
        at: '2026-03-08T20:11:00+01:00',
        messages: [
          { from: 'you', text: 'Which lamp is good for a desk by the window?' },
          {
            from: 'assistant',
            text: 'The “Hase” has a small head that turns, so it throws no shadow on your page. <script>alert(1)</script>',
          },
        ],
      },
    },
  ],
};

export function chunks(...pieces: readonly Uint8Array[]): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* pieces;
    },
  };
}

export function aPackage(more: Partial<PackageInput> = {}): PackageInput {
  return {
    facts,
    searchedBy: [
      { kind: 'email', value: 'mirela@example.com' },
      { kind: 'customer-number', value: 'C-1042' },
    ],
    map,
    async *records(_storeId, collection) {
      yield* records[collection] ?? [];
    },
    decision: {
      withholdings: [
        {
          storeId: 'shop',
          collection: 'reviews',
          key: { id: '3' },
          ground: 'It is about another person and would harm them',
          article: 'Article 15(4) GDPR',
        },
      ],
      releases: [],
    },
    grounds,
    manualAnswers: [
      {
        storeId: 'mailbox',
        by: { name: 'Tomasz Wilk', role: 'customer service', on: '2026-11-16' },
        outcome: 'given',
        files: [
          {
            name: 'letters 2024–2026.pdf',
            contentType: 'application/pdf',
            content: chunks(Buffer.from('%PDF-1.4 invented')),
          },
        ],
      },
    ],
    unreached: [
      {
        storeId: 'newsletter',
        title: 'The newsletter tool',
        because: 'no-answer',
        triedAt: ['2026-11-20T08:00:00Z', '2026-11-22T08:00:00Z', '2026-11-24T08:00:00Z'],
        next: 'We keep trying and send you the rest as soon as we have it.',
      },
    ],
    unread: [],
    ...more,
  };
}

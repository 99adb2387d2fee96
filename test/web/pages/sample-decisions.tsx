import type { DecisionFacts } from '../../../functions/web/staff/decide/decision';

import {
  type Foreign,
  form,
  frame,
  grounds,
  nickname,
  reference,
  refusing,
  staffTimeline,
} from './sample-facts';
export function decision(foreign: Foreign): DecisionFacts {
  return {
    ...frame,
    reference,
    nickname,
    right: 'access',
    forWhom: 'self',
    relation: 'customer',
    requester: foreign,
    identity: 'The code we mailed to the address on file was typed on Tuesday 24 November 2026.',
    timeline: staffTimeline,
    dateNotes: ['California’s law would give until Friday 8 January 2027.'],
    counts: {
      right: 'access',
      stores: [
        {
          title: 'The shop’s database',
          state: 'searched',
          collections: [
            { title: 'Customer account', records: 1 },
            { title: 'Orders', records: 4 },
            { title: 'Invoices', records: 4 },
          ],
        },
        { title: 'Support mailbox', state: 'by-person', note: 'Alma, nothing held', collections: [] },
        { title: 'Chat transcripts', state: 'unavailable', note: 'tried since 29 November', collections: [] },
      ],
    },
    others: {
      requests: [
        {
          reference: 'DSR-2B4D-7K3M-9QXT',
          nickname: 'silver fern',
          right: 'erasure',
          status: 'Notice before the erasure',
          receivedOn: '2026-11-26',
          dueOn: '2026-12-28',
        },
      ],
      notes: [
        'The erasure waits until this copy is sealed, but not into the last three days before either date.',
      ],
    },
    blocks: { gaps: [], unclassified: [] },
    checks: { waiting: [], notes: [], trials: [] },
    unread: { groups: [] },
    preview: (
      <div class="card">
        <h3>Customer account</h3>
        <p>Mia Sommer</p>
      </div>
    ),
    withholding: {
      withheld: [
        { id: 'w1', what: 'Orders: note of the packer', ground: 'It would harm the rights of others' },
      ],
      targets: [
        { name: 'Orders', choices: [{ value: 'f:orders.note', label: 'Field: note of the packer' }] },
      ],
      laws: [{ name: 'GDPR', field: 'ground', choices: grounds }],
      form,
      undo: form,
    },
    actions: {
      right: 'access',
      form,
      approve: { confirmation: { kind: 'mail-code' }, inPart: true },
      refuse: refusing,
      extend: {
        laws: [
          { name: 'GDPR', field: 'ground', grounds, keeps: '2026-12-24', isVoluntary: false },
          { name: 'CCPA', field: 'ground-us-ca-ccpa', grounds, keeps: '2027-01-07', isVoluntary: true },
        ],
        until: '2027-02-21',
        lawfulUntil: '2026-12-24',
      },
      ask: { mayPause: true },
      handOver: {},
    },
  };
}

export function erasureDecision(foreign: Foreign): DecisionFacts {
  const { withholding: _none, preview: _nothing, ...base } = decision(foreign);
  return {
    ...base,
    right: 'erasure',
    counts: {
      right: 'erasure',
      stores: [
        {
          title: 'The shop’s database',
          state: 'searched',
          collections: [
            { title: 'Customer account', records: 1, waiting: 1 },
            { title: 'Push tokens', records: 2, waiting: 2 },
            {
              title: 'Reviews',
              records: 3,
              anonymised: 3,
              blanked: '3 kept without Name, Customer; Stars, Text stay',
            },
            { title: 'Addresses', records: 2, shared: 1 },
            { title: 'Support threads', records: 4, waiting: 2 },
            {
              title: 'Invoices',
              records: 4,
              retained: 4,
              because: 'Tax law keeps invoices until 31 December 2034 (s 147 AO)',
            },
          ],
        },
      ],
    },
    endings: {
      groups: [
        {
          where: 'Your customer record for payments in Stripe',
          rows: 1,
          ends: [{ what: 'a running subscription', several: 'running subscriptions', count: 2 }],
          known: ['active, Lamp of the month', `trialing, ${foreign.name}`],
        },
        {
          where: 'Your customer account and your orders in Shopify',
          rows: 1,
          ends: [{ what: 'an open order', several: 'open orders', count: 1 }],
          known: ['#1042, 2026-11-20, UNFULFILLED'],
          tickedBy: 'Bruno',
        },
      ],
      form,
    },
    checks: {
      waiting: [
        {
          store: 'The shop’s database',
          title: 'Push tokens',
          records: 2,
          reason: 'nobody has said what an erasure does here. Set on_erasure to erase, anonymise or retain',
        },
        {
          store: 'The shop’s database',
          title: 'Customer account',
          records: 1,
          reason: 'It belongs to "Push tokens", which waits: nobody has said what an erasure does here.',
        },
        { store: 'The shop’s database', title: 'Support threads', records: 2 },
      ],
      notes: [
        {
          where: 'Orders in The shop’s database',
          problem: 'a trigger writes deleted rows of "orders" into "orders_history"',
          remedy: 'Describe that table as well',
        },
      ],
      trials: [
        { store: 'The shop’s database', outcome: 'held', words: 'it works.' },
        {
          store: 'Profiles',
          outcome: 'not-tried',
          words: 'not tried: this kind of store cannot take a trial back.',
        },
      ],
    },
    unread: {
      groups: [
        {
          store: 'The shop’s files',
          reason: 'compressed',
          count: 3,
          places: [`chats/${foreign.name}.jsonl.gz`, 'chats/2026-11.jsonl.gz'],
        },
        { store: 'The shop’s files', reason: 'broken', count: 1, places: ['chats/x.jsonl'], says: 'nothing' },
      ],
      form,
    },
    actions: {
      right: 'erasure',
      form,
      approve: {
        confirmation: {
          kind: 'no-app',
          staffId: 'alma',
          onPage: true,
        },
        inPart: false,
        furtherApprovals: 1,
      },
      refuse: refusing,
      searchAgain: {},
    },
    errors: { 'refuse-ground': 'Choose the ground.', 'refuse-reason': 'Say why, in a sentence.' },
  };
}

export function blockedDecision(foreign: Foreign): DecisionFacts {
  return {
    ...decision(foreign),
    done: 'The field is left out.',
    blocks: {
      gaps: [
        {
          at: 'datasets/shop.yaml: systems.newsletter.retention',
          problem: 'It is not said how long newsletter data is kept',
          remedy: 'Add a retention period',
        },
      ],
      unclassified: [
        {
          storeId: 'shop',
          collection: 'orders',
          field: 'gift_note',
          where: 'Orders in the shop’s database',
          records: 2,
        },
      ],
      classify: form,
    },
    actions: {
      right: 'access',
      form,
      vouch: { confirmation: { kind: 'totp' } },
      approve: {
        confirmation: { kind: 'totp' },
        inPart: false,
      },
    },
  };
}

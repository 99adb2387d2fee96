import type { CompletionInput, StoreCompletion } from '../../functions/documents/completion-input';
import { facts } from './sample-answer';

/**
 * An invented erasure that is complete: a store read again, one confirmed by a person, retained invoices, a
 * shared address.
 */

export type Erased = StoreCompletion & { state: 'erased' };

export const shop: Erased = {
  state: 'erased',
  storeId: 'shop',
  title: 'The shop’s database',
  backupsUntil: '2026-12-24',
  erasedAt: '2026-11-23T09:12:40Z',
  collections: [
    {
      collection: 'customers',
      title: 'Your customer account',
      erased: 0,
      anonymised: 1,
      blanking: { blanked: ['Name', 'E-mail'], inPart: [], stay: ['Country', 'Since'], unlinked: false },
      alreadyAbsent: 0,
      keptShared: 0,
      retained: [],
    },
    {
      collection: 'addresses',
      title: 'Your addresses',
      erased: 1,
      anonymised: 0,
      alreadyAbsent: 0,
      keptShared: 1,
      retained: [],
    },
    {
      collection: 'reviews',
      title: 'Your reviews',
      erased: 12,
      anonymised: 0,
      alreadyAbsent: 1,
      keptShared: 0,
      retained: [],
    },
    {
      collection: 'invoices',
      title: 'Your invoices',
      erased: 4,
      anonymised: 0,
      alreadyAbsent: 0,
      keptShared: 0,
      retained: [
        {
          ground: 'Tax law obliges us to keep invoices',
          article: '§ 147 AO, § 14b UStG, Article 17(3)(b) GDPR',
          until: '2032-12-31',
          records: 9,
        },
        {
          ground: 'Tax law obliges us to keep invoices',
          article: '§ 147 AO, § 14b UStG, Article 17(3)(b) GDPR',
          until: '2033-12-31',
          records: 2,
        },
      ],
    },
  ],
  secondReading: {
    readAt: '2026-11-24T09:15:02Z',
    found: [
      { collection: 'invoices', title: 'Your invoices', records: 11, unexplained: 0 },
      { collection: 'addresses', title: 'Your addresses', records: 1, unexplained: 0 },
    ],
  },
};

export const profiles: Erased = {
  state: 'erased',
  storeId: 'profiles',
  title: 'Profiles of the website',
  backupsUntil: '2026-12-28',
  erasedAt: '2026-11-23T09:12:44Z',
  collections: [
    {
      collection: 'profiles',
      title: 'Your profile for recommendations',
      erased: 1,
      anonymised: 0,
      alreadyAbsent: 0,
      keptShared: 0,
      retained: [],
    },
  ],
  secondReading: { readAt: '2026-11-24T09:15:04Z', found: [] },
};

export const mailbox: StoreCompletion = {
  state: 'by-person',
  storeId: 'mailbox',
  title: 'The mailbox of support',
  answer: { by: { name: 'Tomasz Wilk', role: 'customer service', on: '2026-11-23' }, outcome: 'done' },
};

export const unreached: StoreCompletion = {
  state: 'unreached',
  storeId: 'newsletter',
  title: 'The newsletter tool',
  because: 'no-answer',
  triedAt: ['2026-11-22T08:00:00Z', '2026-11-24T08:00:00Z'],
  next: 'We keep trying, and tell you when it is done.',
};

export function anErasure(more: Partial<CompletionInput> = {}): CompletionInput {
  return {
    facts: {
      ...facts,
      right: 'erasure',
      texts: {
        ...facts.texts,
        opening:
          'You asked us to erase the data we hold about you. Article 17 GDPR gives you this right. This report says what was erased, what we must keep and until when, and what we cannot vouch for.',
      },
    },
    searchedBy: [
      { kind: 'email', value: 'mirela@example.com' },
      { kind: 'customer-number', value: 'C-1042' },
      { kind: 'phone', value: '+49 171 5550 102' },
    ],
    stores: [shop, profiles, mailbox],
    recipients: [
      { name: 'Pago Seguro S.L.', status: 'confirmed', on: '2026-11-24' },
      { name: 'Flinke Feder Paketdienst GmbH', status: 'told', on: '2026-11-23' },
      { name: 'Lantern Models Inc.', status: 'not-told' },
    ],
    outsideMap: ['Letters on paper in our office'],
    deskKeeps: {
      what: 'the dates and steps of this request, to be able to show that we answered you,',
      until: '2029-12-31',
    },
    ...more,
  };
}

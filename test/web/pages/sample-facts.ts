import type { PageFrame } from '../../../functions/web/parts/layout';
import type { TimelineFacts } from '../../../functions/words/timeline';

/** What strangers write. The tests replace it by hostile text. */
export type Foreign = {
  readonly name: string;
  readonly email: string;
  readonly message: string;
};

export const friendly: Foreign = {
  name: 'Mia Sommer',
  email: 'mia.sommer@example.com',
  message: 'I ordered two lamps in spring, once as a guest.\nPlease also look under my old address.',
};

export const frame: PageFrame = {
  controller: {
    legalName: 'Alma’s Lamps GmbH',
    address: 'Oderberger Straße 1, 10435 Berlin, Germany',
    contactEmail: 'privacy@lamps.example.com',
    phone: '+49 30 5550100',
  },
};

export const timeline: TimelineFacts = {
  today: '2026-11-30',
  receivedOn: '2026-11-24',
  acknowledgedOn: '2026-11-24',
  dueOn: '2026-12-24',
  reason: 'The law gives one month from receipt (Art. 12(3) GDPR); the day of receipt is not counted.',
};

export const staffTimeline: TimelineFacts = { ...timeline, aimFor: '2026-12-10', approveBy: '2026-12-18' };

export const longStory: TimelineFacts = {
  ...timeline,
  today: '2027-01-20',
  pauses: [{ from: '2026-12-01', until: '2026-12-06', because: 'we asked which account you mean' }],
  extended: {
    firstDueOn: '2026-12-29',
    toldOn: '2026-12-14',
    because: 'there are many records in several systems',
  },
  dueOn: '2027-03-01',
  reason: 'The law allows two further months for a complex request (Art. 12(3) GDPR).',
};

export const form = { action: '/act', hidden: { csrf: 'c5f1', version: '7' } };
export const grounds = [
  { value: 'rights-of-others', label: 'It would harm the rights of others (Art. 15(4) GDPR)' },
  { value: 'excessive', label: 'The request is manifestly unfounded or excessive (Art. 12(5) GDPR)' },
];
export const nav = { name: 'Alma', links: [{ url: '/staff', label: 'Open requests' }] };
export const reference = 'DSR-7K3M-PQ9X';
export const nickname = 'amber otter';

/** A refusal that needs a ground under each of two laws, one of which has none. */
export const refusing = {
  grounds: {
    laws: [
      {
        name: 'GDPR',
        field: 'ground',
        groups: [{ name: 'May refuse all of it', choices: grounds }],
        grounds: [
          {
            words: 'Excessive, above all because repeated',
            article: 'GDPR Art 12(5)(b)',
            sentence: 'You asked for the same thing very recently.',
            say: ['When you may usefully ask again'],
            show: ['Name the earlier request and its answer.'],
            unread: true,
          },
        ],
        not: [{ words: 'Rude language is no ground.', article: 'GDPR Art 12(5)' }],
      },
      { name: 'PIPL', field: 'ground-cn-pipl', groups: [], grounds: [], not: [] },
    ],
    voluntary: ['CCPA'],
  },
  confirmation: { kind: 'no-app', staffId: 'alma', onPage: true },
  name: 'Alma Lindqvist',
} as const;

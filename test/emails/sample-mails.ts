import type { LawTexts } from '../../functions/emails/law-sentences';
import type { MailFacts } from '../../functions/emails/mail-facts';
import type { ToPerson, ToStaff } from '../../functions/emails/mail-frame-facts';

/** Texts that staff or strangers write in mails; the tests replace them by hostile ones. */
export interface Written {
  readonly reason: string;
  readonly store: string;
}

export const friendly: Written = {
  reason: 'There are chats in four systems, and two of them have to be read by a person.',
  store: 'The shop’s database',
};

export const gdpr: LawTexts = {
  name: 'GDPR',
  complaint:
    'You can complain to a data protection authority. Berlin Commissioner for Data Protection: https://www.datenschutz-berlin.de',
  remedy: 'You can also take the matter to a court.',
  appeal: '',
  further: [],
  demands: ['complaint', 'remedy'],
};

const frame = {
  controller: {
    legalName: 'Alma’s Lamps GmbH',
    address: 'Oderberger Straße 1, 10435 Berlin, Germany',
    contactEmail: 'privacy@lamps.example.com',
  },
  zone: 'Europe/Berlin',
} as const;

const person: ToPerson = {
  ...frame,
  reference: 'DSR-7K3M-PQ9X',
  right: 'access',
  receivedOn: '2026-11-24',
  answerBy: '2026-12-24',
  statusLink: 'https://desk.lamps.example.com/s/4f2a',
};

const staff: ToStaff = {
  ...frame,
  reference: 'DSR-7K3M-PQ9X',
  right: 'access',
  receivedOn: '2026-11-24',
  nickname: 'amber otter',
};

const timeline = {
  today: '2026-11-30',
  receivedOn: '2026-11-24',
  acknowledgedOn: '2026-11-24',
  aimFor: '2026-12-10',
  approveBy: '2026-12-18',
  dueOn: '2026-12-24',
  reason: 'The law gives one month from receipt; the day of receipt is not counted (Art. 12(3) GDPR).',
};

const due = { dueOn: '2026-12-24', dueBecause: timeline.reason };

const linkAndCode = { link: 'https://desk.lamps.example.com/t/9c1e77', code: '402817', linkLife: 'PT30M' };
const code = { code: '402817', codeLife: 'PT10M' };
const cited = { words: 'It would harm the rights of others', article: 'Art. 15(4) GDPR' };

/** Facts for every mail, with all optional parts present. */
export function sampleFacts(written: Written = friendly): MailFacts {
  const { reason, store } = written;
  const unread = [
    {
      store,
      what: '2 items could not be read automatically (compressed). One of us looked: nothing about you is in there.',
    },
  ];
  const missing = [
    {
      store,
      why: 'it has not answered since 29 November',
      next: 'You can write to us about it at any time.',
    },
  ];
  const done = [{ store, what: '4 records' }];
  const recipients = [{ name: 'Parcel Post Ltd', state: 'told, has not confirmed it yet' }];
  const otherRequests = [
    { sentence: 'An erasure came before this one: on Thursday 12 November 2026 we began an erasure.' },
  ];
  const law = gdpr;
  return {
    'acknowledge-and-verify': { ...person, ...linkAndCode },
    'acknowledge-known': person,
    'acknowledge-handed-over': person,
    'acknowledge-by-person': {
      ...person,
      right: 'complaint',
      about: 'DSR-7K3M-9QXT-2B4D',
      byAnother: true,
      bySame: false,
      target: true,
      second: false,
      further: '',
    },
    'review-progress': {
      ...person,
      right: 'complaint',
      done: [{ what: 'We confirmed on Tuesday 24 November 2026 that we have it.' }],
      words: reason,
      nextBy: '2027-01-24',
    },
    'review-outcome': {
      ...person,
      right: 'complaint',
      upheld: true,
      dismissed: false,
      verdict: 'You were right.',
      looked: 'Somebody looked at it who had not decided on it before.',
      about: 'DSR-7K3M-9QXT-2B4D',
      answer: reason,
      carriedOn: 'We do now what you asked for at first, under the reference DSR-0000-0000-0002.',
      next: 'You hear from us about DSR-0000-0000-0002.',
      law,
    },
    'restriction-ending': {
      ...person,
      right: 'restriction',
      what: store,
      reason,
      endsOn: '2027-01-24',
      law,
    },
    'verify-reminder': { ...person, ...linkAndCode },
    'unverified-notice': {
      ...person,
      ...linkAndCode,
      mailedOn: '2026-12-01',
      doubted: false,
      privacyPolicy: 'https://www.lamps.example.com/privacy',
      law,
    },
    'ask-proof': { ...person, ...linkAndCode, reason },
    'ask-identifiers': { ...person, ...linkAndCode, until: '2026-12-07' },
    'prove-address': { ...frame, ...linkAndCode },
    'ask-requester': { ...person, ...linkAndCode, question: reason, pauses: true },
    'extension-notice': {
      ...person,
      answerBy: '2027-02-24',
      firstDueOn: '2026-12-24',
      grounds: [cited],
      reason,
      law,
    },
    refusal: { ...person, grounds: [cited], reason, law },
    'access-ready': {
      ...person,
      link: linkAndCode.link,
      until: '2026-12-30',
      kindsWanted: false,
      kindsOnly: true,
      named: false,
      namedAnyway: '2 kinds of data',
      withheld: [{ ...cited, what: 'Orders: note of the packer', count: 2 }],
      missing,
      unread,
      otherRequests,
      law,
    },
    'prove-more': {
      ...person,
      place: 'California',
      until: '2026-12-18',
      triesLeft: '2 tries',
      link: linkAndCode.link,
      wrong: true,
      unchecked: false,
      uncompared: false,
      several: false,
      login: false,
    },
    'proof-code': { ...person, ...code, link: linkAndCode.link },
    'access-reminder': { ...person, link: linkAndCode.link, until: '2026-12-30' },
    'download-code': { ...person, ...code, link: linkAndCode.link },
    'withdraw-code': { ...person, ...code, link: linkAndCode.link },
    'erasure-notice': { ...person, right: 'erasure', ...linkAndCode, startsAt: '2026-12-04T09:00:00.000Z' },
    'correction-notice': {
      ...person,
      right: 'rectification',
      ...linkAndCode,
      startsAt: '2026-12-07T09:00:00.000Z',
      fields: [{ what: 'Customer accounts: E-mail address' }],
    },
    'correction-done': {
      ...person,
      right: 'rectification',
      asIs: true,
      corrected: [{ what: 'Customer accounts: Surname' }],
      noted: [
        {
          what: 'my name on the invoice',
          reason: 'An invoice stays as it was issued; we have issued a corrected one.',
          where: 'We keep your note with our record of this request.',
        },
      ],
      kept: [
        {
          what: 'the order of May',
          reason: 'You ordered it on 4 May.',
          ground: '(the data is accurate, Art. 16)',
        },
      ],
      unread,
      missing,
      recipients,
      law,
    },
    'approval-notice': { ...person, startsAt: '2026-12-04T09:00:00.000Z' },
    'erasure-complete': {
      ...person,
      right: 'erasure',
      gone: [{ store: 'The shop’s database', what: 'Reviews: 1 record' }],
      erased: [
        { store, what: 'Orders: 4 erased' },
        { store, what: 'Your reviews: 2 kept without Name, Customer; Stars, Text stay' },
      ],
      ended: [
        {
          store: 'Payments',
          what: 'Your customer record: a running subscription ended with it, unless already over by then',
        },
      ],
      kept: [
        {
          what: 'Invoices',
          count: 4,
          words: 'Tax law keeps invoices',
          article: 's 147 AO',
          end: 'until Sunday 31 December 2034',
        },
      ],
      held: [
        {
          what: 'Chats',
          count: 1,
          words: 'The storage is locked against deletion (Object Lock)',
          end: 'no end date is set',
        },
      ],
      shared: [{ store, what: '1 address, which another customer uses too' }],
      waiting: [{ store, what: 'Notes: 2 records', why: 'we have not decided yet what becomes of it' }],
      unread,
      otherRequests,
      byPerson: [{ store: 'Support mailbox', what: 'erased by one of us' }],
      missing,
      someKept: false,
      mostlyKept: false,
      allKept: false,
      mostlyHeld: false,
      allHeld: false,
      partDone: true,
      nothingYet: false,
      nothingLeft: false,
      restFollows: false,
      submitted: [
        {
          store: 'The newsletter service',
          what: 'what is held there',
          askedOn: '2026-11-30',
          confirmBy: '2027-02-28',
        },
      ],
      backups: [{ store, until: '2027-01-03' }],
      recipients,
      deskKeeps: [{ sentence: 'We keep a record that this request was made until about 24 December 2029.' }],
      link: linkAndCode.link,
      law,
    },
    'erasure-follow-up': {
      ...person,
      right: 'erasure',
      failed: true,
      done: [{ store: 'The newsletter service', what: 'erased; confirmed on Sunday 28 February 2027' }],
      kept: [{ store: 'The payment service', what: 'a law of theirs, until Sunday 31 December 2034' }],
      link: linkAndCode.link,
      law,
    },
    'answer-with-gaps': { ...person, done, missing, link: linkAndCode.link, law },
    'nothing-found': {
      ...person,
      searched: [{ store }, { store: 'Support mailbox' }],
      otherRequests,
      records: [
        { sentence: 'KX7B-4M2Q-9T1D: on 24 November 2026 you asked us to erase the data we hold on you.' },
      ],
      law,
    },
    withdrawn: { ...person, carriedOut: true, perhaps: false },
    'opt-out-done': {
      ...person,
      right: 'marketing-objection',
      marketing: true,
      done,
      missing: [],
      recipients,
      law,
    },
    'outcome-by-staff': {
      ...person,
      right: 'rectification',
      answer: reason,
      corrected: [],
      stays: [],
      grounds: [],
      recipients,
      law,
    },
    'decision-request': {
      ...staff,
      timeline,
      ...linkAndCode,
      linkLife: 'P7D',
      found: [{ store, what: 'Orders', count: 4 }],
      missing,
      blocks: 2,
    },
    'staff-reminder': { ...staff, timeline, ...linkAndCode, waitsFor: 'a decision' },
    'staff-overdue': { ...staff, ...linkAndCode, waitsFor: 'a decision', ...due },
    escalation: { ...staff, waitsFor: 'a decision', ...due },
    'staff-unverified-task': { ...staff, timeline, ...linkAndCode },
    'staff-task': {
      ...staff,
      ...linkAndCode,
      todo: 'look into the support mailbox',
      dueOn: '2026-12-14',
      dueBecause: due.dueBecause,
    },
    'staff-task-reminder': {
      ...staff,
      ...linkAndCode,
      todo: 'look into the support mailbox',
      dueOn: '2026-12-14',
    },
    'staff-trouble': {
      ...staff,
      trouble: 'A store held more records than were approved',
      remedy: 'Look at the request and decide again',
      dueOn: due.dueOn,
      link: linkAndCode.link,
    },
    'staff-after-erasure': {
      ...staff,
      about: 'The stores were read again 7 days after the erasure',
      found: [{ store: 'The shop’s database', what: 'Orders: 1 came back and was erased again' }],
      remedy: 'Find out what brought it back',
    },
    'staff-settlement': {
      ...staff,
      ...linkAndCode,
      store: 'the newsletter service',
      askedOn: '2026-11-30',
      promised: '2027-02-28',
      overdue: false,
      readByDesk: false,
    },
    'staff-recipient-silent': { ...staff, recipientName: 'Parcel Ltd', promised: '2027-02-28' },
    'staff-answer-arrived': { ...staff, ...linkAndCode, dueOn: due.dueOn },
    'staff-fresh-link': { ...staff, ...linkAndCode, dueOn: due.dueOn },
    'staff-erasure-paused': { ...staff, right: 'erasure', ...linkAndCode, dueOn: due.dueOn },
    'staff-damage': {
      ...frame,
      restored: false,
      clock: false,
      dates: false,
      about: 'Every entry of the register was held against the locked anchors. Something does not fit',
      found: [{ what: 'dsr-7k3m9qxt2b4d: entry 4 is not what was anchored' }],
      remedy: 'Do not decide on the requests named here before you know what happened to their entries',
      chapter: 'evidence broken',
    },
    'staff-unread': {
      ...frame,
      total: '22',
      oldest: '2026-11-24',
      requests: [{ reference: 'DSR-7K3M-9QXT-2B4D', receivedOn: '2026-11-24', dueOn: '2026-12-01' }],
      unnumbered: '21',
    },
    'staff-undelivered': {
      ...frame,
      total: '22',
      requests: [{ reference: 'DSR-7K3M-9QXT-2B4D' }],
      more: '21',
    },
    'staff-ended-unreached': {
      ...frame,
      total: '22',
      requests: [{ reference: 'DSR-7K3M-9QXT-2B4D' }],
      more: '21',
    },
    'staff-mail-waits': { ...frame, since: '2026-12-04T09:00:00.000Z' },
    'staff-strangers': {
      ...frame,
      total: '41',
      late: true,
      requests: [
        {
          nickname: 'amber finch',
          reference: 'DSR-7K3M-9QXT-2B4D',
          dueOn: '2026-12-14',
          todo: 'look after this request: it is made for a child',
          link: 'https://desk.lamps.example.com/s/request/DSR-7K3M-9QXT-2B4D',
        },
      ],
      more: true,
      listLink: 'https://desk.lamps.example.com/s',
    },
    'staff-sign-in': { ...frame, ...linkAndCode, staffName: 'Alma' },
    'staff-sign-in-doubted': { ...frame, staffName: 'Alma' },
    'staff-code': { ...frame, ...code, staffName: 'Alma' },
    'staff-own-approval': { ...staff, about: 'Alma', startsAt: '2026-12-04T09:00:00.000Z' },
    'staff-factor': {
      ...frame,
      what: 'A recovery code of Alma was used, and the authenticator app works again.',
      remedy: 'If it was not Alma, run: npx rightsdesk reset-app alma',
    },
    'staff-factor-pending': {
      ...frame,
      ...linkAndCode,
      about: 'Alma',
      countsFrom: '2026-12-04T09:00:00.000Z',
    },
    'recipient-instruction': {
      ...frame,
      ...linkAndCode,
      linkLife: 'P14D',
      reference: person.reference,
      recipientName: 'Parcel Post Ltd',
      todo: 'erase the data of this person',
      dueOn: '2026-12-14',
    },
    'recipient-notice': {
      ...frame,
      ...linkAndCode,
      linkLife: 'P14D',
      reference: person.reference,
      recipientName: 'Parcel Post Ltd',
      todo: 'erase their data',
    },
    'recipient-restriction-ended': {
      ...frame,
      ...linkAndCode,
      linkLife: 'P60D',
      reference: person.reference,
      recipientName: 'Parcel Post Ltd',
    },
    'recipient-digest': {
      ...frame,
      linkLife: 'P60D',
      recipientName: 'Parcel Post Ltd',
      requests: [
        {
          reference: person.reference,
          todo: 'stop using their data for marketing',
          link: linkAndCode.link,
          code: linkAndCode.code,
        },
      ],
    },
  };
}

import type { DecisionFacts } from '../../../functions/web/staff/decide/decision';
import type { HandedOverFacts } from '../../../functions/web/staff/handed-over';
import { storeFaultText } from '../../../functions/words/store-fault-text';
import { decision, erasureDecision } from './sample-decisions';
import { type Foreign, form, frame, nickname, reference, refusing, staffTimeline } from './sample-facts';

const DATABASE = 'The shop’s database';

const refusal = storeFaultText({
  kind: 'refused',
  store: DATABASE,
  table: 'push_tokens',
  constraint: 'push_tokens_customer_id_fkey',
  code: '23503',
});

const none = { retained: 0, anonymised: 0, shared: 0, waiting: 0 };

/** An erasure that was tried and rolled back in one store, and cannot be tried in another. */
export function triedErasure(foreign: Foreign): DecisionFacts {
  return {
    ...erasureDecision(foreign),
    counts: {
      right: 'erasure',
      stores: [
        {
          title: DATABASE,
          state: 'searched',
          collections: [
            { ...none, title: 'Customer account', records: 1 },
            { ...none, title: 'Addresses', records: 2, shared: 1 },
          ],
        },
        {
          title: 'Profiles of the website',
          state: 'searched',
          collections: [{ ...none, title: 'Profile', records: 1 }],
        },
        { title: 'The mailbox of support', state: 'waiting', collections: [] },
      ],
    },
    checks: {
      waiting: [],
      notes: [],
      trials: [
        { store: DATABASE, outcome: 'held', words: 'it works.' },
        {
          store: 'Profiles of the website',
          outcome: 'not-tried',
          words: 'not tried: this kind of store cannot take a trial back.',
        },
      ],
    },
    unread: { groups: [] },
    errors: {},
  };
}

/** The store refused the trial, so that nothing can be approved. */
export function refusedErasure(foreign: Foreign): DecisionFacts {
  const tried = triedErasure(foreign);
  return {
    ...tried,
    counts: {
      right: 'erasure',
      stores: [
        {
          title: DATABASE,
          state: 'searched',
          collections: [{ ...none, title: 'Customer account', records: 1, waiting: 1 }],
        },
      ],
    },
    checks: {
      waiting: [
        {
          store: DATABASE,
          title: 'Customer account',
          records: 1,
          reason:
            'The store refused the trial of this erasure (table push_tokens, constraint push_tokens_customer_id_fkey, code 23503). Mend that, then search again.',
        },
      ],
      notes: [],
      trials: [
        {
          store: DATABASE,
          outcome: 'refused',
          words: `refused. ${refusal.trouble} ${refusal.remedy}`,
        },
      ],
    },
    actions: {
      right: 'erasure',
      form,
      approve: {
        confirmation: { kind: 'totp' },
        inPart: false,
        blocked:
          'Not possible yet: nobody has decided what to do with what was found, so there is nothing to carry out. See above what to correct, then search again.',
      },
      refuse: refusing,
      searchAgain: {},
    },
  };
}

/** A copy of which part belongs to somebody else as well, and something could not be read. */
export function unreadCopy(foreign: Foreign): DecisionFacts {
  const { withholding: _none, ...base } = decision(foreign);
  return {
    ...base,
    checks: { ...base.checks, leftOut: [{ store: DATABASE, title: 'Support threads', records: 2 }] },
    unread: {
      groups: [
        {
          store: 'Chats',
          reason: 'compressed',
          count: 2,
          places: [`chats/${foreign.name}.gz`, 'chats/b.gz'],
        },
        { store: 'Chats', reason: 'too-large', count: 240, places: ['chats/2024.jsonl'] },
      ],
      form,
    },
    actions: {
      right: 'access',
      form,
      approve: {
        confirmation: { kind: 'mail-code' },
        inPart: false,
        blocked:
          'Not possible yet: something could not be read. Look there by hand, and say above what you found.',
      },
    },
  };
}

/** An erasure that stopped at rows that nobody had approved. */
export function stoppedErasure(foreign: Foreign): HandedOverFacts {
  return {
    ...frame,
    reference,
    nickname,
    right: 'erasure',
    reason: 'drift',
    forWhom: 'self',
    relation: 'customer',
    requester: foreign,
    timeline: staffTimeline,
    grounds: refusing.grounds,
    ownWords: { confirmation: refusing.confirmation, name: refusing.name },
    form,
    searchAgain: form,
    drift: {
      stopped: [
        {
          store: DATABASE,
          reason: 'new-since-approval',
          collections: [{ title: 'Orders', name: 'orders', rows: 1 }],
          done: { erased: 0, ordered: 0, isUnsure: false },
        },
      ],
      goOn: { form, confirmation: { kind: 'totp' }, acts: ['accept', 'leave'] },
    },
  };
}

/** An erasure that no approval can continue. */
export function stoppedForGood(foreign: Foreign): HandedOverFacts {
  return {
    ...stoppedErasure(foreign),
    drift: {
      stopped: [
        {
          store: DATABASE,
          reason: 'kept-row-gone',
          collections: [{ title: 'Invoices', name: 'invoices', rows: 2 }],
          done: { erased: 4, ordered: 0, isUnsure: false },
        },
        {
          store: DATABASE,
          reason: 'left-over',
          collections: [{ title: 'Orders', name: 'orders', rows: 1 }],
          done: { erased: 4, ordered: 0, isUnsure: false },
        },
        {
          store: 'Profiles of the website',
          reason: 'vanished',
          collections: [{ title: 'Profile', name: 'profile', rows: 1 }],
          done: { erased: 0, ordered: 2, isUnsure: true },
        },
      ],
    },
  };
}

import type { HandOverReason, Outcome } from '../domain/event-facts';
import type { Status } from '../domain/request-status';

/** The status of a request, for staff. */
export const statusLabels: Readonly<Record<Status, string>> = {
  'awaiting-verification': 'Waiting for the person’s code',
  locating: 'Looking for the data',
  'awaiting-identifiers': 'Asked for other addresses',
  'awaiting-decision': 'Waiting for a decision',
  'erasure-notice': 'Notice before it is carried out',
  fulfilling: 'Being carried out',
  'with-staff': 'With one of us',
  closed: 'Closed',
};

/** How a request ended, for staff. */
export const outcomeLabels: Readonly<Record<Outcome, string>> = {
  fulfilled: 'Fulfilled',
  'partly-fulfilled': 'Fulfilled in part',
  refused: 'Refused',
  unverified: 'Not verified',
  'nothing-found': 'Nothing found',
  withdrawn: 'Withdrawn',
};

/** How a complaint or an appeal ended, for staff. */
export const reviewOutcomeLabels = {
  fulfilled: 'Upheld: the person is right',
  'partly-fulfilled': 'Upheld in part',
  refused: 'Not upheld: we stand by what we did',
} as const satisfies Partial<Record<Outcome, string>>;

interface HandOverWords {
  /** Why a person must handle it. */
  readonly why: string;
  /** What to do, in order. */
  readonly steps: readonly string[];
}

const ABOUT_WHOM =
  'Look under what the person it is about is known by: the address of this request belongs to whoever asks.';

const authority: readonly string[] = [
  'Find out whether the one who asks may act for the other: a written mandate, or what your law accepts in its place. Ask for no more than that.',
  ABOUT_WHOM,
  'Make sure that the answer cannot harm the person it is about.',
  'Answer within the time, and record here what you did.',
];

/** What staff do when the desk hands over a request. */
export const handOverGuides: Readonly<Record<HandOverReason, HandOverWords>> = {
  child: {
    why: 'It is made for a child.',
    steps: [
      'Find out whether the parent may act for this child; an older child may have to agree, or to ask alone.',
      ABOUT_WHOM,
      'Check that the answer is good for the child, not only for the parent.',
      'Answer within the time, and record here what you did.',
    ],
  },
  represented: { why: 'It is made for someone else.', steps: authority },
  deceased: {
    why: 'It is about someone who died.',
    steps: [
      'Many data laws protect only the living, but other duties may remain: look up your own law on heirs and confidences.',
      ABOUT_WHOM,
      'Never erase on such a request without advice.',
      'Answer within the time, and record here what you did.',
    ],
  },
  employee: {
    why: 'It comes from someone who works, worked or applied here.',
    steps: [
      'Staff files are not connected to this desk. Collect them by hand, with references and colleagues’ data taken out.',
      'Answer within the time, and record here what you did.',
    ],
  },
  'other-relation': {
    why: 'The person is not a customer.',
    steps: [
      'Find out how the person’s data may have reached you, and look there.',
      'Answer, and record here what you did.',
    ],
  },
  'right-by-staff': {
    why: 'This right is carried out by a person.',
    steps: [
      'Do what was asked, or decide why not.',
      'Record here what you did: the person is told in your words.',
    ],
  },
  complaint: {
    why: 'It is a complaint about how the desk handled their data.',
    steps: [
      'Find out what happened. What it is about, and what was decided then, stands below, if it is about a request.',
      'Put right what went wrong, and tell the person how far it is if it takes longer: there is a form for it below.',
      'Record here what came of it: the person is told in your words.',
    ],
  },
  appeal: {
    why: 'It is an appeal against an answer of the desk.',
    steps: [
      'Look at the answer afresh: does its ground hold, and does what the person says now change it?',
      'If it does not hold, say below that the desk does what was asked for, or do it by hand.',
      'Record here what came of it, with your reasons: the person is told in your words, and where to complain.',
    ],
  },
  'ambiguous-person': {
    why: 'More than one person fits the identifiers.',
    steps: [
      'Find out which records are this person’s. When in doubt, give and erase nothing.',
      'Can the records or the data map be corrected, as by merging two accounts of one person? Then do so and give the request back to the desk below.',
      'Otherwise answer within the time, and record here what you did.',
    ],
  },
  'history-lost': {
    why: 'Part of its record was lost, and with it what the desk knew to be done.',
    steps: [
      'Look up what was mailed to the person and to you, and what is in the stores now: nothing may be given or erased twice.',
      'Was nothing done yet, or should the desk do the rest? Then let it search again below: it looks what is in the stores now, and asks for a new decision.',
      'Otherwise do by hand what is still to be done, answer within the time if the person has no answer yet, and record here what you did.',
    ],
  },
  drift: {
    why: 'Since the approval, the data has changed by more than was approved, so the erasure stopped.',
    steps: [
      'See below where it stopped and why, and find out what changed.',
      'Choose below: let the erasure go on, where this page offers that; or let the desk search again and decide anew.',
      'If neither fits, finish it by hand, and record here what you did.',
    ],
  },
  unfinished: {
    why: 'The answer left something open, and the person was told that one of you looks into it and writes to them.',
    steps: [
      'See below what is left, and deal with it by hand: erase it, or send the person what is theirs.',
      'Record here what you did: the person is told in your words.',
    ],
  },
  'correction-left': {
    why: 'Part of an approved correction is for somebody to do by hand, or could not be written.',
    steps: [
      'See below what is corrected, what is not, and why. The person was told nothing yet.',
      'Has a record changed meanwhile? Then let the desk search again below: you see what it holds now, and decide anew.',
      'Otherwise correct by hand what is left, and tell recipients who are not told by the desk.',
      'Record here what you did: the person is told in your words, beside what the desk corrected.',
    ],
  },
  'notice-unheard': {
    why: 'An address on file did not get the notice of a correction, so whoever reads it cannot have stopped it. Nothing of what was approved last is written.',
    steps: [
      'Find out whether it is really them by something that does not come from the mailbox that asked: a call to the number on file, an order number.',
      'Then give it back to the desk below: it searches again, and its page names the address. What you approve then is written after a new notice, also if that address stays dead.',
      'If it is not them, record here that it was refused, with the ground.',
    ],
  },
  'by-post': {
    why: 'No mail can reach the person, so the answer goes by post.',
    steps: [
      'Find out whether they are who they say, as you would at the counter; a copy of an identity card is rarely needed.',
      'Do what was asked by hand, or decide why not. What you send goes to the postal address or number above.',
      'Record here what you did: the answer in your words is then ready to print.',
      'Post it, and note the day on the page with the letters of this request.',
    ],
  },
  'staff-choice': {
    why: 'A colleague took it out of the automatic path.',
    steps: [
      'Do what was asked, or decide why not.',
      'Record here what you did: the person is told in your words.',
    ],
  },
};

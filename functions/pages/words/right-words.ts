import type { EventData } from '../../domain/events';
import { isRight, type Right } from '../../domain/rights';

/** How a right is spoken of. Phrases fit into the sentences given with them. */
export interface RightWords {
  /** A choice on the form: "I want to ...". */
  readonly choice: string;
  /** One line under the choice. */
  readonly hint: string;
  /** "You asked us to ...". */
  readonly asked: string;
  /** The same said to staff: "Someone asks us to ...". */
  readonly askedByThem: string;
  /** A heading or table cell. */
  readonly title: string;
}

const WORDS: Readonly<Record<Right, RightWords>> = {
  access: {
    choice: 'See my data',
    hint: 'A copy of what you hold on me, and what you use it for.',
    asked: 'show you the data we hold on you',
    askedByThem: 'show them the data we hold on them',
    title: 'See the data',
  },
  portability: {
    choice: 'Take my data along',
    hint: 'The data I gave you, in files another service can read.',
    asked: 'give you your data in files that another service can read',
    askedByThem: 'give them their data in files that another service can read',
    title: 'Take the data along',
  },
  rectification: {
    choice: 'Correct my data',
    hint: 'Something is wrong or missing.',
    asked: 'correct the data we hold on you',
    askedByThem: 'correct the data we hold on them',
    title: 'Correct the data',
  },
  erasure: {
    choice: 'Erase my data',
    hint: 'We delete what no law makes us keep, and tell you what stays.',
    asked: 'erase the data we hold on you',
    askedByThem: 'erase the data we hold on them',
    title: 'Erase the data',
  },
  'marketing-objection': {
    choice: 'Stop marketing',
    hint: 'No more advertising to me. No proof needed.',
    asked: 'stop using your data for marketing',
    askedByThem: 'stop using their data for marketing',
    title: 'Stop marketing',
  },
  'opt-out-of-sale': {
    choice: 'Do not sell or share my data',
    hint: 'No proof needed.',
    asked: 'not sell or share your data',
    askedByThem: 'not sell or share their data',
    title: 'Do not sell or share',
  },
  'limit-sensitive': {
    choice: 'Limit the use of my sensitive data',
    hint: 'Use it only for what I asked for. No proof needed.',
    asked: 'limit the use of your sensitive data',
    askedByThem: 'limit the use of their sensitive data',
    title: 'Limit sensitive data',
  },
  'consent-withdrawal': {
    choice: 'Take back my consent',
    hint: 'I once said yes. Now I say no. No proof needed.',
    asked: 'treat your consent as withdrawn',
    askedByThem: 'treat their consent as withdrawn',
    title: 'Consent withdrawn',
  },
  objection: {
    choice: 'Object to a use of my data',
    hint: 'Say below which use and why.',
    asked: 'stop a use of your data that you object to',
    askedByThem: 'stop a use of their data that they object to',
    title: 'Objection',
  },
  restriction: {
    choice: 'Put my data on hold',
    hint: 'Keep it, but do not use it for now.',
    asked: 'keep your data but not use it for now',
    askedByThem: 'keep their data but not use it for now',
    title: 'Put the data on hold',
  },
  'automated-decision-review': {
    choice: 'Have a person look at a decision',
    hint: 'A computer decided about me.',
    asked: 'have a person look at a decision that a computer made about you',
    askedByThem: 'have a person look at a decision that a computer made about them',
    title: 'Human review',
  },
  complaint: {
    choice: 'Complain about how you handled my data',
    hint: 'Say below what went wrong, with the reference if you have one. No proof needed.',
    asked: 'look into your complaint about how we handled your data',
    askedByThem: 'look into their complaint about how we handled their data',
    title: 'Complaint',
  },
  appeal: {
    choice: 'Appeal against your answer',
    hint: 'Give its reference below (DSR-...), and say why you think we are wrong. No proof needed.',
    asked: 'look again at an answer that we gave you',
    askedByThem: 'look again at an answer that we gave them',
    title: 'Appeal',
  },
};

/** All rights, in the order in which a form offers them. */
export const offeredRights = Object.keys(WORDS).filter(isRight);

/** Words for a right. */
export function rightWords(right: Right): RightWords {
  return WORDS[right];
}

/** For whom a request is made. */
export const forWhomWords: Readonly<Record<EventData['received']['forWhom'], string>> = {
  self: 'Myself',
  child: 'My child',
  represented: 'Someone I represent',
  deceased: 'Someone who died',
};

/** How the person knows the controller. */
export const relationWords: Readonly<Record<EventData['received']['relation'], string>> = {
  customer: 'As a customer',
  employee: 'I work there, worked there or applied for a job',
  other: 'In another way',
};

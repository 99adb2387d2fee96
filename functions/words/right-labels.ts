import type { EventData } from '../domain/events';
import { isRight, type Right } from '../domain/rights';

/** How a right is named. Each phrase fits into the sentence given with it. */
export interface RightLabels {
  /** "You asked us to ...". */
  readonly asked: string;
  /** The same said to staff: "Someone asks us to ...". */
  readonly askedByThem: string;
  /** A heading or table cell. */
  readonly title: string;
}

const WORDS: Readonly<Record<Right, RightLabels>> = {
  access: {
    asked: 'show you the data we hold on you',
    askedByThem: 'show them the data we hold on them',
    title: 'See the data',
  },
  portability: {
    asked: 'give you your data in files that another service can read',
    askedByThem: 'give them their data in files that another service can read',
    title: 'Take the data along',
  },
  rectification: {
    asked: 'correct the data we hold on you',
    askedByThem: 'correct the data we hold on them',
    title: 'Correct the data',
  },
  erasure: {
    asked: 'erase the data we hold on you',
    askedByThem: 'erase the data we hold on them',
    title: 'Erase the data',
  },
  'marketing-objection': {
    asked: 'stop using your data for marketing',
    askedByThem: 'stop using their data for marketing',
    title: 'Stop marketing',
  },
  'opt-out-of-sale': {
    asked: 'not sell or share your data',
    askedByThem: 'not sell or share their data',
    title: 'Do not sell or share',
  },
  'limit-sensitive': {
    asked: 'limit the use of your sensitive data',
    askedByThem: 'limit the use of their sensitive data',
    title: 'Limit sensitive data',
  },
  'consent-withdrawal': {
    asked: 'treat your consent as withdrawn',
    askedByThem: 'treat their consent as withdrawn',
    title: 'Consent withdrawn',
  },
  objection: {
    asked: 'stop a use of your data that you object to',
    askedByThem: 'stop a use of their data that they object to',
    title: 'Objection',
  },
  restriction: {
    asked: 'keep your data but not use it for now',
    askedByThem: 'keep their data but not use it for now',
    title: 'Put the data on hold',
  },
  'automated-decision-review': {
    asked: 'have a person look at a decision that a computer made about you',
    askedByThem: 'have a person look at a decision that a computer made about them',
    title: 'Human review',
  },
  'opt-out-of-profiling': {
    asked: 'not profile you for decisions that matter to you',
    askedByThem: 'not profile them for decisions that matter to them',
    title: 'No profiling',
  },
  'admt-opt-out': {
    asked: 'not use automated decision-making technology on you',
    askedByThem: 'not use automated decision-making technology on them',
    title: 'No automated decisions',
  },
  'admt-access': {
    asked: 'explain how automated decision-making technology was used on you',
    askedByThem: 'explain how automated decision-making technology was used on them',
    title: 'Explain automated decisions',
  },
  'third-party-list': {
    asked: 'say which third parties got your data',
    askedByThem: 'say which third parties got their data',
    title: 'List of third parties',
  },
  deindexation: {
    asked: 'stop spreading your data, or take away links to it',
    askedByThem: 'stop spreading their data, or take away links to it',
    title: 'De-indexing',
  },
  nomination: {
    asked: 'record who may use your rights if you die or cannot do so yourself',
    askedByThem: 'record who may use their rights if they die or cannot do so themselves',
    title: 'Nomination',
  },
  complaint: {
    asked: 'look into your complaint about how we handled your data',
    askedByThem: 'look into their complaint about how we handled their data',
    title: 'Complaint',
  },
  appeal: {
    asked: 'look again at an answer that we gave you',
    askedByThem: 'look again at an answer that we gave them',
    title: 'Appeal',
  },
};

/** All rights, in the order in which a form offers them. */
export const offeredRights = Object.keys(WORDS).filter(isRight);

/** Labels of a right. */
export function rightLabels(right: Right): RightLabels {
  return WORDS[right];
}

/** For whom a request is made. */
export const forWhomLabels: Readonly<Record<EventData['received']['forWhom'], string>> = {
  self: 'Myself',
  child: 'My child',
  represented: 'Someone I represent',
  deceased: 'Someone who died',
};

/** How the requester knows the controller. */
export const relationLabels: Readonly<Record<EventData['received']['relation'], string>> = {
  customer: 'As a customer',
  employee: 'I work there, worked there or applied for a job',
  other: 'In another way',
};

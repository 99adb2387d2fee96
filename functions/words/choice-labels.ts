import type { Right } from '../domain/rights';

/** How a form offers a right, in the requester's words. */
export interface ChoiceLabels {
  /** "I want to ...". */
  readonly choice: string;
  /** One line under the choice. */
  readonly hint: string;
}

export const choiceLabels: Readonly<Record<Right, ChoiceLabels>> = {
  access: {
    choice: 'See my data',
    hint: 'A copy of what you hold on me, and what you use it for.',
  },
  portability: {
    choice: 'Take my data along',
    hint: 'The data I gave you, in files another service can read.',
  },
  rectification: {
    choice: 'Correct my data',
    hint: 'Say below what is wrong, and how it should read.',
  },
  erasure: {
    choice: 'Erase my data',
    hint: 'We delete what no law makes us keep, and tell you what stays.',
  },
  'marketing-objection': {
    choice: 'Stop marketing',
    hint: 'No more advertising to me. No proof needed.',
  },
  'opt-out-of-sale': {
    choice: 'Do not sell or share my data',
    hint: 'No proof needed.',
  },
  'limit-sensitive': {
    choice: 'Limit the use of my sensitive data',
    hint: 'Use it only for what I asked for. No proof needed.',
  },
  'consent-withdrawal': {
    choice: 'Take back my consent',
    hint: 'I once agreed. No proof needed.',
  },
  objection: {
    choice: 'Object to a use of my data',
    hint: 'Say below which use and why.',
  },
  restriction: {
    choice: 'Put my data on hold',
    hint: 'Keep it, but do not use it for now.',
  },
  'automated-decision-review': {
    choice: 'Have a person look at a decision',
    hint: 'A computer decided about me.',
  },
  'opt-out-of-profiling': {
    choice: 'Do not profile me',
    hint: 'For decisions that matter to me: credit, housing, insurance, work, health. No proof needed.',
  },
  'admt-opt-out': {
    choice: 'No automated decisions about me',
    hint: 'Where a computer decides, or all but decides, something that matters to me. No proof needed.',
  },
  'admt-access': {
    choice: 'Explain an automated decision',
    hint: 'What went in, how it works, and what came out. Say below which decision you mean, if you know.',
  },
  'third-party-list': {
    choice: 'See who got my data',
    hint: 'A list of the third parties, or of the kinds of them, as the law where I live gives it.',
  },
  deindexation: {
    choice: 'Take away links to my data',
    hint: 'Say below which page or link it is, and what harm it does to you.',
  },
  nomination: {
    choice: 'Name who acts for me',
    hint: 'If I die or cannot ask myself. Say below who it is, and how we reach them.',
  },
  complaint: {
    choice: 'Complain about how you handled my data',
    hint: 'Say below what went wrong. No proof needed.',
  },
  appeal: {
    choice: 'Appeal against your answer',
    hint: 'Give its reference below (DSR-...), and say why you think we are wrong. No proof needed.',
  },
};

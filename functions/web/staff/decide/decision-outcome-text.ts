import type { DecidingAct, DecisionDoneFacts } from '../decision-done';

const WORDS: Readonly<Record<DecidingAct, readonly [title: string, text: string]>> = {
  approved: ['Approved', 'The desk carries it out now and writes to the person. You need not do anything.'],
  'approved-erasure': [
    'Approved',
    'The person is told first, and can still stop it. Then the desk erases, reads every store again, and writes to the person.',
  ],
  'approved-correction': [
    'Approved',
    'The desk writes it now, reads it again, and writes to the person. You need not do anything.',
  ],
  'approved-guarded': [
    'Approved',
    'The addresses on file are told first, and can stop it. Then the desk writes what the plan lets it write, and reads it again. What is to be done by hand comes to you as a task after that. The person is told once all of it is done.',
  ],
  'approved-in-part': [
    'Approved in part',
    'The person gets the rest, and is told what is left out and on which ground.',
  ],
  'first-approval': [
    'Your approval is noted',
    'A second person has to approve as well; the mail to them is on its way.',
  ],
  'approval-announced': [
    'Your approval is noted, and waits',
    'You entered this request, or gave your word on it (who it is from, whose some of it is, or that it goes out after all), and nobody else may decide. The person and the second address are told, and the desk goes on when the wait is over. Until then you can still refuse it.',
  ],
  refused: ['Refused', 'The person is told why, and where to complain.'],
  asked: ['Your question is on its way', 'You get a mail when the answer is there.'],
  'handed-over': [
    'Handed over',
    'The request is now a case for one of you. The mail with the next steps is on its way.',
  ],
};

/** Title and text of an act that only the decision page has; undefined for acts that other pages have too. */
export function decisionOutcomeText(act: DecisionDoneFacts['act']): DecisionDoneFacts['words'] {
  return Object.hasOwn(WORDS, act) ? WORDS[act as DecidingAct] : undefined;
}

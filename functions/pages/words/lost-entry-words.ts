import type { EventType } from '../../domain/events';

/** What an entry of a request said by its kind alone, for those that staff have to know of; they read it when its content is lost. */
const words: Partial<Record<EventType, string>> = {
  received: 'The request came in',
  'identity-verified': 'It was proven who asks',
  'identity-doubted': 'One of you doubted who asks',
  'approval-given': 'One of you approved it',
  'approval-announced': 'One of you announced an approval',
  decided: 'One of you decided on it',
  extended: 'More time was taken',
  'question-asked': 'One of you asked the person something',
  'question-answered': 'The person answered a question',
  withdrawn: 'The person withdrew it',
  'erasure-begun': 'The erasure was begun, with the notice before it',
  'erasure-notice-ended': 'The notice before the erasure ended',
  'erasure-paused': 'The person paused the erasure',
  'erasure-resumed': 'The erasure was let go on',
  'store-erased': 'Data was erased in a place',
  'task-answered': 'One of you answered a task',
  'package-made': 'The copy for the person was made',
  'report-made': 'The report of an erasure was written',
  'handed-to-staff': 'It was handed to one of you',
  'staff-finished': 'One of you recorded how it ended',
  mailed: 'A mail left, to the person or to you',
  reopened: 'It was opened again',
  closed: 'It was closed',
  shredded: 'Its key was destroyed',
  'history-lost': 'It was noted that entries were lost',
  'history-settled': 'One of you said how it goes on after a loss',
};

/** "The erasure was begun, …" */
export function lostEntryWords(type: string): string {
  const known: Readonly<Record<string, string | undefined>> = words;
  if (Object.hasOwn(words, type)) return known[type] ?? type;
  return type === '' ? 'An entry of a kind that was not noted' : `An entry of the desk itself: ${type}`;
}

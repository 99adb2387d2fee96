import type { EventType } from '../../domain/events';

/** What an entry of a request said by its kind alone, for those that staff have to know of; they read it when its content is lost. */
const words: Partial<Record<EventType, string>> = {
  'identity-verified': 'It was proven who asks',
  'approval-given': 'One of you approved it',
  decided: 'One of you decided on it',
  extended: 'More time was taken',
  'question-asked': 'One of you asked the person something',
  'question-answered': 'The person answered a question',
  withdrawn: 'The person withdrew it',
  'erasure-begun': 'The erasure was begun, with the notice before it',
  'erasure-paused': 'The person paused the erasure',
  'store-erased': 'Data was erased in a place',
  'task-answered': 'One of you answered a task',
  'package-made': 'The copy for the person was made',
  'report-made': 'The report of an erasure was written',
  'staff-finished': 'One of you recorded how it ended',
  mailed: 'A mail left, to the person or to you',
  closed: 'It was closed',
};

/** "The erasure was begun, …" */
export function lostEntryWords(type: string): string {
  const known: Readonly<Record<string, string | undefined>> = words;
  if (Object.hasOwn(words, type)) return known[type] ?? type;
  return type === '' ? 'An entry of a kind that was not noted' : `An entry of the kind “${type}”`;
}

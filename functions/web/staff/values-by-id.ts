import type { Fields } from '../form-fields';

/** Prefix of the ids of each act's fields, on pages with several forms. */
const prefixes: Readonly<Record<string, string>> = {
  approved: 'approve',
  'approved-in-part': 'approve',
  refuse: 'refuse',
  'refuse-own-words': 'refuse-own-words',
  extend: 'extend',
  ask: 'ask',
  'hand-over': 'hand-over',
  settle: 'settle',
  vouch: 'vouch',
  withhold: 'withhold',
  contested: 'contested',
  unread: 'unread',
  known: 'known',
  doubt: 'doubt',
  tie: 'tie',
  progress: 'progress',
  keep: 'keep',
  lift: 'lift',
  'note-answer': 'note-answer',
};

const TYPED = [
  ...['ground', 'covers-all', 'in-file', 'reason', 'question', 'pauses', 'note', 'because', 'what', 'until'],
  ...['answer', 'asked', 'reached', 'about', 'words', 'lookAgainOn', 'endsOn', 'nothing-done'],
];

/**
 * Whether the field is one that staff type. The field for a ground under a further law has the law in its
 * name.
 */
function isTyped(name: string): boolean {
  return TYPED.includes(name) || name.startsWith('ground-');
}

/** What was typed, by the ids of the page's fields; for a form without an act, by the names of its fields. */
export function valuesById(fields: Fields): Fields {
  const { act = '' } = fields;
  if (act === '') return fields;
  if (act === 'plan') return planned(fields);
  const prefix = Object.hasOwn(prefixes, act) ? prefixes[act] : undefined;
  if (!prefix) return {};
  const typed = Object.entries(fields).filter(([name]) => isTyped(name));
  return Object.fromEntries(typed.map(([name, value]) => [`${prefix}-${name}`, value]));
}

/** The fields of a correction plan, one for each point and record. */
function planned(fields: Fields): Fields {
  const typed = Object.entries(fields).filter(([name]) =>
    /^(way|kind|reason|ground|new|out|for|note)-/.test(name),
  );
  return Object.fromEntries(typed.map(([name, value]) => [`plan-${name}`, value]));
}

import type { Right } from '../../domain/rights';

const todos: Readonly<Record<Right, string>> = {
  erasure: 'erase their data',
  rectification: 'correct their data as the page says',
  restriction: 'keep their data and use it for nothing until we tell you that this has ended',
  objection: 'stop the use of their data that the page names',
  'automated-decision-review': 'act on a decision about them that was changed, as the page says',
  'marketing-objection': 'stop using their data for marketing',
  'consent-withdrawal': 'stop using their data where you rely on the consent that they gave us',
  'opt-out-of-sale': 'stop selling and sharing their data',
  'limit-sensitive': 'use their sensitive data only for what they asked for',
  'opt-out-of-profiling': 'stop profiling them for decisions with the data that we gave you',
  'admt-opt-out': 'stop deciding about them by machine with the data that we gave you',
  deindexation: 'take away the links to their data that the page names',
  // Recipients do not hear of these; see `who-hears.ts`.
  access: 'act as the page says',
  portability: 'act as the page says',
  'admt-access': 'act as the page says',
  'third-party-list': 'act as the page says',
  nomination: 'act as the page says',
  complaint: 'act as the page says',
  appeal: 'act as the page says',
};

/** What a recipient of the data is to do, as a clause that follows "to". */
export function recipientTodo(right: Right): string {
  return todos[right];
}

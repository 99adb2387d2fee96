import type { KnownWords } from './known-words';
import { mapYaml } from './map-yaml';
import { makingSql } from './sql-text';
import type { Tried } from './try-case';

/** All of a case for a person to read: database, map, request, what was said, and what is wrong with it. */
export function caseText({ one, outcome, verdict, attempt }: Tried, words: KnownWords): string {
  return [
    '-- the database',
    makingSql(one.tables),
    '\n# the map',
    mapYaml(one.tables, words),
    `request: ${one.right} of ${one.people[0]?.email}; left out of the map: ${one.omitted.join(', ') || 'nothing'}`,
    `by hand: ${JSON.stringify(attempt)}`,
    `the desk: ${JSON.stringify({ ...outcome, mail: outcome.mail?.subject }, undefined, 1)}`,
    outcome.mail?.text ?? '',
    ...verdict.lies.map(({ kind, detail }) => `LIE: ${kind}: ${detail}`),
  ].join('\n');
}

import { mapYaml } from './map-yaml';
import { makingSql } from './sql-text';
import type { Tried } from './try-case';

/** The whole case as text: database, map, request, what was said, and what is wrong with it. */
export function caseText({ one, outcome, verdict, attempt }: Tried): string {
  return [
    '-- the database',
    makingSql(one.tables),
    '\n# the map',
    mapYaml(one.tables),
    `request: ${one.right} of ${one.people[0]?.email}; left out of the map: ${one.omitted.join(', ') || 'nothing'}`,
    `by hand: ${JSON.stringify(attempt)}`,
    `the desk: ${JSON.stringify({ ...outcome, mail: outcome.mail?.subject }, undefined, 1)}`,
    outcome.mail?.text ?? '',
    ...verdict.lies.map(({ kind, detail }) => `LIE: ${kind}: ${detail}`),
  ].join('\n');
}

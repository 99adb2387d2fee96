import { smallestDesk } from '../desk-text';
import type { BadDesk } from './bad-desk';

export const yaml: readonly BadDesk[] = [
  ['an empty file', '', '', 'holds no settings', 'sample rightsdesk.yaml'],
  ['a list instead of settings', '- a\n', '', 'holds no settings', 'sample rightsdesk.yaml'],
  ['a setting twice', `${smallestDesk}place: FR\n`, '', 'this setting is written twice', 'Remove one'],
  ['a tab', smallestDesk.replace('  legalName', '\tlegalName'), '', 'indented with a tab', 'Use spaces.'],
  ['an open bracket', `${smallestDesk}systems: [a\n`, '', 'this is not YAML', 'Check the indentation'],
  ['a second document', `${smallestDesk}---\na: 1\n`, '', 'a second document begins here', 'Keep one'],
  ['aliases that multiply', aliasBomb(), '', 'aliases cannot be resolved', 'Write the values out'],
  [
    'a tag that nobody knows',
    smallestDesk.replace('DE-BE', '!place DE-BE'),
    '',
    'Unresolved tag',
    'Check the indentation',
  ],
];

function aliasBomb(): string {
  const levels = ['a: &a [x,x,x,x,x,x,x,x,x]'];
  for (const [before, name] of ['ab', 'bc', 'cd', 'de'].map((pair) => [...pair]))
    levels.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`);
  return levels.join('\n');
}

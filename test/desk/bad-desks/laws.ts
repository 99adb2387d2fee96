import { deskWith } from '../desk-text';
import type { BadDesk } from './bad-desk';

const law = (more: object) => ({
  regime: 'us-ca-ccpa',
  applies: 'binds',
  because: 'Sells in California.',
  ...more,
});
export const laws: readonly BadDesk[] = [
  [
    'a misspelt law',
    deskWith(['laws', 0, 'regime'], 'eu-gpdr'),
    'laws[0].regime',
    'is no law that the desk knows',
    'Did you mean eu-gdpr?',
  ],
  [
    'a law that nobody wrote',
    deskWith(['laws', 0, 'regime'], 'mars-code'),
    'laws[0].regime',
    'is no law',
    'Choose one of',
  ],
  [
    'a law twice',
    deskWith(['laws', 1], { regime: 'eu-gdpr', applies: 'no', because: 'x' }),
    'laws[1].regime',
    'stands in laws[0] already',
    'or remove one',
  ],
  [
    'a misspelt answer to whether a law applies',
    deskWith(['laws', 0, 'applies'], 'bind'),
    'laws[0].applies',
    'is not one of binds, voluntary, no',
    'Did you mean binds?',
  ],
  [
    'a law without reason',
    deskWith(['laws', 0, 'because'], undefined),
    'laws[0].because',
    'is missing',
    'Your reason',
  ],
  [
    'no law at all that applies',
    deskWith(['laws', 0, 'applies'], 'no'),
    'laws',
    'no law binds',
    'at least one law',
  ],
  [
    'a desk bound in California that does not say how it answers',
    deskWith(['laws', 1], law({})),
    'laws[1].know',
    '"categories" alone',
    'know: specific-pieces',
  ],
  [
    'a desk that wants categories apart from specific pieces',
    deskWith(['laws', 1], law({ know: 'categories-and-specific-pieces' })),
    'laws[1].know',
    'which is not supported yet',
    'know: specific-pieces',
  ],
  [
    'the Californian setting on another law',
    deskWith(['laws', 0, 'know'], 'specific-pieces'),
    'laws[0].know',
    'only us-ca-ccpa has this setting',
    'Remove it.',
  ],
  [
    'records kept too short for California',
    `${deskWith(['laws', 1], law({ know: 'specific-pieces' }))}recordsKept: P1Y\n`,
    'recordsKept',
    'is shorter than the P24M',
    'P24M or longer',
  ],
];

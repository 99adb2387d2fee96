import { deskWith, smallestDesk } from '../desk-text';
import type { BadDesk } from './bad-desk';

const law = (more: object) => ({
  regime: 'us-ca-ccpa',
  applies: 'binds',
  because: 'Sells in California.',
  ...more,
});

const override = (more: object) => ({
  clock: 'standard',
  rule: 'respond',
  amount: 30,
  unit: 'calendarDays',
  by: 'Kim Sample, counsel',
  because: 'Read in the Act.',
  ...more,
});
const tennessee = (more: object) => ({
  regime: 'us-tn-tipa',
  applies: 'binds',
  because: 'Sells there.',
  overrides: [override(more)],
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
    'is already in laws[0]',
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
    'a desk that wants another way to answer requests to know',
    deskWith(['laws', 1], law({ know: 'categories-and-specific-pieces' })),
    'laws[1].know',
    'is not a way to answer requests to know',
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
  [
    'an override of a period that was read in the official text',
    deskWith(['laws', 0, 'overrides'], [override({ clock: 'month', rule: 'respond' })]),
    'laws[0].overrides[0]',
    'was read in the official text (GDPR Art 12(3))',
    'Remove it.',
  ],
  [
    'an override of a clock that the law does not have',
    deskWith(['laws', 0, 'overrides'], [override({ clock: 'standard' })]),
    'laws[0].overrides[0].clock',
    '"standard" is no clock of eu-gdpr',
    'Choose one of month',
  ],
  [
    'an override of a period that the clock does not have',
    deskWith(['laws', 1], tennessee({ rule: 'acknowledge' })),
    'laws[1].overrides[0].rule',
    'has no period standard.acknowledge',
    'Choose one of respond, extension',
  ],
  [
    'an override for which nobody answers',
    deskWith(['laws', 1], tennessee({ by: '' })),
    'laws[1].overrides[0].by',
    'is empty',
    'Write some words.',
  ],
  [
    'an override without reason',
    deskWith(['laws', 1], tennessee({ because: undefined })),
    'laws[1].overrides[0].because',
    'is missing',
    'Why: what was read',
  ],
  [
    'an override of no days',
    deskWith(['laws', 1], tennessee({ amount: 0 })),
    'laws[1].overrides[0].amount',
    'must be at least 1',
    'How many of the unit',
  ],
  [
    'two overrides of one period',
    deskWith(['laws', 1], {
      ...tennessee({}),
      overrides: [override({}), override({ amount: 31 })],
    }),
    'laws[1].overrides[1]',
    'is changed by overrides[0] already',
    'Remove one.',
  ],
  [
    'a share of revenue in per cent',
    deskWith(['laws', 0, 'business'], { revenueShareFromSale: 25 }),
    'laws[0].business.revenueShareFromSale',
    'must be from 0 to 1',
    'Example: revenueShareFromSale: 0.25',
  ],
  [
    'a misspelt fact about the business',
    `${smallestDesk}business: { sellsDate: true }\n`,
    'business.sellsDate',
    'is not a setting',
    'Did you mean sellsData?',
  ],
];

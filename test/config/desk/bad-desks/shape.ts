import { deskWith, smallestDesk } from '../desk-text';
import type { BadDesk } from './bad-desk';

const staff = (more: object) =>
  deskWith(['staff', 1], { id: 'bo', name: 'Bo', email: 'bo@example.com', may: ['enter'], ...more });

export const shape: readonly BadDesk[] = [
  [
    'a missing setting',
    deskWith(['controller', 'legalName'], undefined),
    'controller.legalName',
    'is missing',
    'Add it. Registered name',
  ],
  ['a missing group', deskWith(['sender'], undefined), 'sender', 'is missing', 'It holds: address, name.'],
  ['an empty setting', deskWith(['escalateTo'], null), 'escalateTo', 'is empty', 'Fill it in.'],
  [
    'a mistyped setting',
    deskWith(['contrller'], 'x'),
    'contrller',
    'is not a setting',
    'Did you mean controller?',
  ],
  [
    'a mistyped setting in a group',
    deskWith(['waits'], { linkLive: 'P7D' }),
    'waits.linkLive',
    'is not a setting',
    'Did you mean linkLife?',
  ],
  [
    'a setting unlike any other',
    deskWith(['colour'], 'red'),
    'colour',
    'is not a setting',
    'Allowed here: controller, place',
  ],
  [
    'a setting named like a prototype',
    deskWith(['__proto__'], 'x'),
    '__proto__',
    'is not a setting',
    'Remove it.',
  ],
  [
    'a setting in the wrong place',
    staff({ phone: '1' }),
    'staff[1].phone',
    'is not a setting',
    'Allowed here: id, name, email, may, formerIds.',
  ],
  [
    'text where a group belongs',
    deskWith(['controller', 'authority'], 'x'),
    'controller.authority',
    'must be a group of settings',
    'It holds: name, url, address.',
  ],
  [
    'text where a list belongs',
    deskWith(['laws'], 'eu-gdpr'),
    'laws',
    'must be a list',
    'Which laws you follow',
  ],
  [
    'text where a person belongs',
    deskWith(['staff', 1], 'bo'),
    'staff[1]',
    'must be a group of settings',
    'It holds: id, name, email, may, formerIds.',
  ],
  ['an empty list', deskWith(['stores'], []), 'stores', 'is empty', 'Every place where personal data lies.'],
  [
    'a phone number without quotes',
    smallestDesk.replace('  authority', '  phone: +49305550100\n  authority'),
    'controller.phone',
    'YAML reads +49305550100 as something else',
    'Put it in quotes: "+49305550100".',
  ],
  [
    'a line break in a name',
    deskWith(['sender', 'name'], 'Kiosk\nBcc: x@example.com'),
    'sender.name',
    'holds a line break',
    'Write it on one line.',
  ],
  [
    'a name without end',
    deskWith(['sender', 'name'], 'x'.repeat(1_000_000)),
    'sender.name',
    'is 1000000 characters long',
    'at most 200',
  ],
];

import { deskWith } from '../desk-text';
import type { BadDesk } from './bad-desk';

export const addresses: readonly BadDesk[] = [
  [
    'an address without @',
    deskWith(['escalateTo'], 'office'),
    'escalateTo',
    'is not an e-mail address',
    'for example privacy@example.com',
  ],
  [
    'two addresses',
    deskWith(['staff', 0, 'email'], 'a@example.com, b@example.com'),
    'staff[0].email',
    'more than one address',
    'exactly one address',
  ],
  [
    'a name beside an address',
    deskWith(['sender', 'address'], '"Kiosk"<a@example.com>'),
    'sender.address',
    'holds a name beside the address',
    'nothing around it',
  ],
  [
    'an address with letters beyond ASCII before @',
    deskWith(['escalateTo'], 'bürö@example.com'),
    'escalateTo',
    'the part before @',
    'exactly one address',
  ],
  [
    'an address without a full domain',
    deskWith(['controller', 'contactEmail'], 'a@localhost'),
    'controller.contactEmail',
    'the part after @',
    'exactly one address',
  ],
  [
    'an address at a number',
    deskWith(['escalateTo'], 'a@127.0.0.1'),
    'escalateTo',
    'the part after @',
    'exactly one address',
  ],
  [
    'pages without https',
    deskWith(['baseUrl'], 'http://privacy.example.com'),
    'baseUrl',
    'must use https',
    'https://privacy.example.com',
  ],
  [
    'pages at a path',
    deskWith(['baseUrl'], 'https://example.com/privacy'),
    'baseUrl',
    'holds more than an origin',
    'the origin of the pages only',
  ],
  [
    'pages with a password',
    deskWith(['baseUrl'], 'https://a:b@example.com'),
    'baseUrl',
    'holds a user name or a password',
    'the origin of the pages only',
  ],
  [
    'pages at no address',
    deskWith(['baseUrl'], 'privacy.example.com'),
    'baseUrl',
    'is not an address',
    'the origin of the pages only',
  ],
  [
    'an authority without a web page',
    deskWith(['controller', 'authority', 'url'], 'javascript:alert(1)'),
    'controller.authority.url',
    'is not the address of a web page',
    'Write it in full',
  ],
];

import { DeployedNames } from '../../local/permissions/deployed-names';
import { type Policy, PolicyBook, type Statement } from '../../local/permissions/policy-book';
import type { Template } from '../../local/permissions/template';

/** Where the sample desk would be deployed. */
export const deployedTo = { partition: 'aws', region: 'eu-central-1', account: '111122223333' };

export function bookOf(template: Template): PolicyBook {
  return new PolicyBook(new DeployedNames(template, deployedTo));
}

/** The same book with one more statement granted to a role. */
export function granting(book: PolicyBook, holder: string, statement: Omit<Statement, 'Effect'>): PolicyBook {
  const role = book.role(holder);
  const policy: Policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] };
  const policies = [...role.policies, { name: 'Variant', policy }];
  const roles = new Map([...book.roles, [holder, { ...role, policies }]]);
  return Object.create(book, { roles: { value: roles } }) as PolicyBook;
}

/** ARNs of the resources in the rules, by readable name. */
export const resourceArns = {
  register: (book: PolicyBook) => [table(book, 'RequestRegisterDC513EFC')],
  'index of checks': (book: PolicyBook) => [`${table(book, 'RequestRegisterDC513EFC')}/index/due`],
  'index of lists': (book: PolicyBook) => [`${table(book, 'RequestRegisterDC513EFC')}/index/list`],
  'index of hours': (book: PolicyBook) => [`${table(book, 'RequestRegisterDC513EFC')}/index/hour`],
  'wrapped keys': (book: PolicyBook) => [table(book, 'RequestRegisterKeys8BBEB276')],
  'links and waits': (book: PolicyBook) => [table(book, 'RequestRegisterDeskItems44AE0FBE')],
  inbox: (book: PolicyBook) => [table(book, 'RequestRegisterInbox780C55FC')],
  tombstones: (book: PolicyBook) => [table(book, 'RequestRegisterTombstonesC769D39D')],
  'objects of the vault': (book: PolicyBook) => [`${book.names.arnOf('VaultBucket0925C477')}/*`],
  packages: (book: PolicyBook) => [`${book.names.arnOf('PackagesBucket3210E67E')}/*`],
  evidence: (book: PolicyBook) => [`${book.names.arnOf('EvidenceBucketC67FF768')}/*`],
  'the bucket of evidence': (book: PolicyBook) => [book.names.arnOf('EvidenceBucketC67FF768')],
  'every bucket': (book: PolicyBook) =>
    ['VaultBucket0925C477', 'PackagesBucket3210E67E', 'EvidenceBucketC67FF768'].map((id) =>
      book.names.arnOf(id),
    ),
  'the key': (book: PolicyBook) => [book.names.arnOf('DeskKeyE88FC0D9')],
  'functions of stores': (book: PolicyBook) =>
    ['shop-database', 'profiles', 'files'].map((store) => fn(`store-${store}`, book)),
  'the receiving function': (book: PolicyBook) => [fn('receive', book)],
  'steps and pages': (book: PolicyBook) =>
    ['search-stores', 'erase-stores', 'notify-outcome', 'decide', 'staff', 'watch-deadlines'].map((name) =>
      fn(name, book),
    ),
  'every function': () => [arn('lambda', 'function:*')],
  'every state machine': () => [arn('states', 'stateMachine:*')],
  'every role': () => [`arn:aws:iam::${deployedTo.account}:role/*`],
  'every sender': () => [arn('ses', 'identity/*')],
  'tables of the shop': () =>
    ['profiles', 'sessions'].map((name) => arn('dynamodb', `table/almas-lamps-${name}`)),
  'files of the shop': () => [
    'arn:aws:s3:::almas-lamps-files/uploads/*',
    'arn:aws:s3:::almas-lamps-files/chats/*',
  ],
  'the credential of the shop': () => [arn('ssm', 'parameter/rightsdesk/shop-database/url')],
  'secrets of opt-out signals': () => [arn('ssm', 'parameter/rightsdesk/signals/k1')],
} satisfies Record<string, (book: PolicyBook) => readonly string[]>;

export type ResourceName = keyof typeof resourceArns;

function table(book: PolicyBook, id: string): string {
  return book.names.arnOf(id);
}

function fn(name: string, book: PolicyBook): string {
  if (!book.roles.has(name)) throw new Error(`no function ${name}`);
  return arn('lambda', `function:rightsdesk-${name}`);
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${deployedTo.region}:${deployedTo.account}:${resource}`;
}

import { deskWith, postgresStore } from '../desk-text';
import type { BadDesk } from './bad-desk';

const store = (more: object) => deskWith(['stores', 1], { ...postgresStore, ...more });
const staff = (more: object) =>
  deskWith(['staff', 1], { id: 'bo', name: 'Bo', email: 'bo@example.com', may: ['enter'], ...more });

export const peopleAndStores: readonly BadDesk[] = [
  ['a staff id twice', staff({ id: 'ada' }), 'staff[1].id', 'stands in staff[0] already', 'its own id'],
  [
    'a staff id that is a name',
    staff({ id: 'Bo Sample' }),
    'staff[1].id',
    'must be small letters',
    'Example: id: "alma"',
  ],
  [
    'a permission that does not exist',
    staff({ may: ['decides'] }),
    'staff[1].may[0]',
    'is not one of decide, enter, answer-tasks',
    'Did you mean decide?',
  ],
  ['a person who may nothing', staff({ may: [] }), 'staff[1].may', 'is empty', 'decide: approve or refuse'],
  [
    'nobody who decides',
    deskWith(['staff', 0, 'may'], ['enter', 'answer-tasks']),
    'staff',
    'nobody may decide',
    'Add decide',
  ],
  [
    'more approvals than people who decide',
    deskWith(['approvals'], { erasure: 2 }),
    'approvals.erasure',
    'only 1 may decide',
    'Lower it to 1',
  ],
  [
    'no approval at all',
    deskWith(['approvals'], { erasure: 0 }),
    'approvals.erasure',
    'must be at least 1',
    'How many people',
  ],
  ['a store id twice', store({ id: 'mailbox' }), 'stores[1].id', 'stands in stores[0] already', 'its own id'],
  [
    'a kind of store that does not exist',
    store({ kind: 'mysql' }),
    'stores[1].kind',
    'is not one of postgres',
    'manual means that a person looks',
  ],
  [
    'a store without a word on backups',
    store({ backupsKept: undefined }),
    'stores[1].backupsKept',
    'is missing',
    'P0D when there are none',
  ],
  [
    'a searched store without a map',
    store({ datasets: [] }),
    'stores[1].datasets',
    'needs a map',
    'datasets: [',
  ],
  [
    'a database without a way to it',
    store({ connection: {} }),
    'stores[1].connection.url',
    'is missing',
    'url: SHOP_DATABASE_URL',
  ],
  [
    'a bucket with a url',
    store({ kind: 's3' }),
    'stores[1].connection.url',
    'a s3 store has no url',
    'Remove it.',
  ],
  [
    'a database with a region',
    store({ connection: { url: 'A', region: 'eu-west-1' } }),
    'stores[1].connection.region',
    'has no region',
    'Remove it.',
  ],
  [
    'a region that AWS does not have',
    store({ kind: 'dynamodb', connection: { region: 'Frankfurt' } }),
    'stores[1].connection.region',
    'is not the name of an AWS region',
    'eu-central-1',
  ],
  [
    'an owner of a searched store',
    store({ owner: 'ada' }),
    'stores[1].owner',
    'only a manual store has an owner',
    'Remove it.',
  ],
  [
    'a manual store without owner',
    deskWith(['stores', 0, 'owner'], undefined),
    'stores[0].owner',
    'needs someone who looks',
    'one of your staff: ada',
  ],
  [
    'an owner who does not exist',
    deskWith(['stores', 0, 'owner'], 'zoe'),
    'stores[0].owner',
    '"zoe" is no staff id',
    'one of your staff: ada',
  ],
  [
    'an owner who may not answer',
    deskWith(['staff', 0, 'may'], ['decide']),
    'stores[0].owner',
    'ada may not answer tasks',
    'Add answer-tasks',
  ],
  [
    'a manual store with a connection',
    deskWith(['stores', 0, 'connection'], { url: 'A' }),
    'stores[0].connection',
    'has no connection',
    'Remove it.',
  ],
  [
    'a namespace that AWS keeps for itself',
    deskWith(['metricsNamespace'], 'AWS/Desk'),
    'metricsNamespace',
    'is not a CloudWatch namespace',
    'Rightsdesk',
  ],
];

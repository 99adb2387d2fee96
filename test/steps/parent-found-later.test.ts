import { frozenManifest } from '../../functions/casework/evidence/stored-findings';
import { aBook, aDesk } from '../builders/a-desk';
import { aCollection, aField, aMap } from '../builders/a-map';
import { aWorld } from '../builders/a-world';
import { approvedErasure } from './erasure-saga';

const email = 'ida.falk@example.com';
const byMail = { field: 'email', identity: 'email' } as const;
const byNumber = { field: 'number', identity: 'customer-number' } as const;
const mail = aField('email', 'Mail', { identity: 'email' });
const number = aField('number', 'Customer number', { identity: 'customer-number' });

function down(field: string, collection: string, parentField: string, where?: Record<string, string>) {
  const from = { storeId: 'forum', collection, field: parentField };
  return { field, from, leads: 'down' as const, ...(where ? { where } : {}) };
}

const members = aCollection('members', 'Members', {
  ownRecord: true,
  fields: [aField('id', 'Number'), mail],
  facts: ['email'],
  reachedBy: [byMail],
});
/** The person's rows are known by a number that only another store reveals. */
const pages = aCollection('pages', 'Pages', {
  primaryKey: ['site', 'id'],
  fields: [aField('site', 'Site'), aField('id', 'Number'), mail, number],
  facts: ['email', 'number'],
  reachedBy: [byMail, byNumber],
});
const accounts = aCollection('accounts', 'Accounts', {
  ownRecord: true,
  fields: [aField('id', 'Number'), mail, number],
  facts: ['email', 'number'],
  reachedBy: [byMail, byNumber],
});

async function found(
  remarks: ReturnType<typeof aCollection>,
  rows: Record<string, Record<string, string>[]>,
): Promise<(string | undefined)[]> {
  const forum = {
    storeId: 'forum',
    title: 'Forum',
    kind: 'postgres' as const,
    collections: [remarks, pages, members],
  };
  const crm = { storeId: 'crm', title: 'Customers', kind: 'postgres' as const, collections: [accounts] };
  const desk = aDesk();
  const world = aWorld({
    desk,
    book: aBook(desk),
    map: aMap({ stores: [forum, crm] }),
    rows: { forum: rows, crm: { accounts: [{ id: 'a', email, number: 'N1' }] } },
  });
  const request = await world.register.load(await approvedErasure(world, email));
  const [{ collections = [] } = {}] = (await frozenManifest(world, request)).stores;
  return collections.filter((c) => c.collection === 'remarks').flatMap((c) => c.rows.map((r) => r.key.id));
}

describe('a row whose parent is found after its id was already searched for another parent', () => {
  it('is found if a pair of type and id names the parent', async () => {
    const remarks = aCollection('remarks', 'Remarks', {
      fields: [aField('id', 'Number'), aField('type', 'Type'), aField('author', 'Author')],
      facts: ['type', 'author'],
      reachedBy: [
        down('author', 'members', 'id', { type: 'member' }),
        down('author', 'pages', 'id', { type: 'page' }),
      ],
    });

    const rows = {
      members: [{ id: '5', email }],
      pages: [{ site: 'a', id: '5', email: '', number: 'N1' }],
      remarks: [
        { id: 'k1', type: 'member', author: '5' },
        { id: 'k2', type: 'page', author: '5' },
        { id: 'k3', type: 'thing', author: '5' },
      ],
    };
    expect(await found(remarks, rows)).toEqual(['k1', 'k2']);
  });

  it('is found if all fields of a key name it', async () => {
    const remarks = aCollection('remarks', 'Remarks', {
      fields: [aField('id', 'Number'), aField('site', 'Site'), aField('page', 'Page')],
      facts: ['site', 'page'],
      reachedBy: [down('site', 'pages', 'site'), down('page', 'pages', 'id')],
    });

    const rows = {
      members: [],
      pages: [
        { site: 'a', id: '5', email, number: '' },
        { site: 'b', id: '5', email: '', number: 'N1' },
        { site: 'c', id: '5', email: '', number: 'N2' },
      ],
      remarks: ['a', 'b', 'c'].map((site) => ({ id: `of-${site}`, site, page: '5' })),
    };
    expect(await found(remarks, rows)).toEqual(['of-a', 'of-b']);
  });
});

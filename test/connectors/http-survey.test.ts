import { httpSurveyor } from '../../functions/connectors/http/survey-http';
import { CLUB_FILE, type ClubRow, clubVendor, vendorOf } from './club-vendor';
import { startStandIn, type Vendorlike } from './vendor-stand-in';
import { draftedVendor } from './vendors/drafted-vendor';

const secrets = { api_key: 'swordfish' };
const members: ClubRow[] = ['ada', 'ben', 'eve'].map((name, at) => ({
  ...{ club: 'chess', id: String(at), email: `${name}@example.com`, mail_sent_to: `${name}@example.org` },
  ...{ points: at, is_board: false, address: { city: 'Bonn' } },
}));

/** Payments of a member; their list is asked for by the id of the member. */
const PAYMENTS = `
    - name: payments
      requests:
        read:
          method: GET
          path: /v1/payments
          query_params: [{ name: member_id, value: <member_id> }]
          param_values: [{ name: member_id, references: [{ dataset: club, field: members.id, direction: from }] }]
          data_path: data
rightsdesk:
  endpoints:
    payments:
      get: { method: GET, path: /v1/payments/<id> }
      sample: { method: GET, path: /v1/payments, data_path: data }
      erase: { goes_with: members, settles_within: P7D }
`;
const BY_CLUB = CLUB_FILE.replace('\nrightsdesk:\n  endpoints:\n', PAYMENTS);
/** With members whose number is their own in every club. */
const FILE = BY_CLUB.replace('key: [club, id]', 'key: [id]').replaceAll('/clubs/<club>/', '/clubs/chess/');

function club(payments: readonly object[]): Vendorlike {
  const others = clubVendor([...members]);
  return (call) => (call.path === '/v1/payments' ? { body: { data: payments } } : others(call));
}

const PAYMENT = { id: 'p1', member_id: '1', author_id: '0', customer_email: 'ada@example.com', amount: 5 };

describe('a first map of a vendor with a file of its own', () => {
  it('takes keys, references and ways of asking from the file, and only guesses the rest', async () => {
    const { collections, problems, gaps } = await draftedVendor(vendorOf(FILE), secrets, club([PAYMENT]));
    const [theMembers, payments] = collections;

    expect(theMembers?.primaryKey).toEqual(['id']);
    expect(theMembers?.ownRecord).toBeFalsy();
    expect(theMembers?.reachedBy).toEqual([{ field: 'email', identity: 'email' }]);
    expect(payments?.reachedBy.map(({ field }) => field)).toEqual(['member_id']);
    expect(problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
    expect(gaps.filter((words) => words === 'holds guesses that nobody has reviewed')).toHaveLength(2);
  });

  it('does not follow a reference to a part of a key, since each club has a member 1', async () => {
    const { collections } = await draftedVendor(vendorOf(BY_CLUB), secrets, club([PAYMENT]));

    expect(collections.map(({ reachedBy }) => reachedBy.map(({ field }) => field))).toEqual([['email'], []]);
  });

  it('makes nothing an identity that the vendor cannot be asked by', async () => {
    const { text } = await draftedVendor(vendorOf(FILE), secrets, club([PAYMENT]));

    expect(text).toMatch(/name: customer_email, data_categories: \[ user.contact.email \] \}/);
    expect(text).not.toContain('author_id, data_categories: [ user.unique_id ], fides_meta');
  });

  it('follows a reference only where rows are seen to hold it, since a wrong field would find nobody', async () => {
    const { collections, gaps } = await draftedVendor(vendorOf(FILE), secrets, club([]));

    expect(collections.find(({ name }) => name === 'payments')?.reachedBy).toEqual([]);
    expect(gaps).toContain('nothing leads from a person to its rows');
  });

  it('leaves an endpoint that cannot be sampled to the file, and says so', async () => {
    const others = club([]);
    const answer: Vendorlike = (call) => (call.path === '/v1/payments' ? { status: 403 } : others(call));
    const { notLookedAt, collections } = await draftedVendor(vendorOf(FILE), secrets, answer);

    expect(notLookedAt).toEqual(['values of payments: the credentials may not do this']);
    expect(collections.map(({ name }) => name).sort()).toEqual(['members', 'payments']);
  });

  it('shows no field that is called as a person may be, and counts it', async () => {
    const { text, notLookedAt } = await draftedVendor(
      vendorOf(FILE),
      secrets,
      club([{ ...PAYMENT, 'Ada Lovelace': 3 }]),
    );

    expect(text).not.toMatch(/lovelace/i);
    expect(text).toContain('name: amount');
    expect(notLookedAt).toEqual([
      'payments: 1 field whose name may be that of a person: describe it by hand',
    ]);
  });

  it('gives two endpoints that would be called alike names of their own, also where one refers to them', async () => {
    const twice = FILE.replace(
      'dataset: club, field: members.id, direction',
      'dataset: club, field: x_members.id, direction',
    )
      .replace('goes_with: members', 'goes_with: x_members')
      .replaceAll(/^(\s+(?:- name: )?)members(:?)$/gm, '$1x_members$2')
      .replaceAll('field: members.', 'field: x_members.')
      .replaceAll(/^(\s+(?:- name: )?)payments(:?)$/gm, '$1x.members$2');
    const { collections } = await draftedVendor(vendorOf(twice), secrets, club([PAYMENT]));

    expect(collections.map(({ name, physical }) => [name, physical])).toEqual([
      ['x_members', {}],
      ['x_members_2', { endpoint: 'x.members' }],
    ]);
    expect(collections[1]?.reachedBy).toMatchObject([
      { field: 'member_id', from: { collection: 'x_members' } },
    ]);
  });

  it('takes nothing for nobody’s because of what a sample shows', async () => {
    const { text } = await draftedVendor(vendorOf(FILE), secrets, club([{ id: 'p1', code: 'a' }]));

    expect(text).not.toContain('skip_processing: true }');
  });

  it('fails where the vendor refuses the key, and drafts nothing', async () => {
    const standIn = await startStandIn(club([]));
    const { transport } = standIn;
    const surveyor = httpSurveyor({ vendor: vendorOf(FILE), secrets: { api_key: 'no' }, transport });

    const survey = surveyor.survey({ rows: 50 }).finally(() => standIn.stop());

    await expect(survey).rejects.toMatchObject({ place: { code: 'token-refused' } });
  });
});

import { createHttpConnector } from '../../functions/connectors/http/http-connector';
import { contractStore } from '../contracts/connector.contract';
import { CLUB_FILE, type ClubRow, clubVendor, vendorOf } from './club-vendor';
import { aStopwatch, type StandIn, startStandIn, type Vendorlike } from './vendor-stand-in';

const store = contractStore({
  ...{ kind: 'http', physical: { members: {}, rooms: {} }, memberKey: ['club', 'id'], sharing: false },
  ...{ crowd: 0, open: () => Promise.reject(new Error('not opened here')) },
});
const LATER = CLUB_FILE.replace('      erase:', '      erase:\n        settles_within: P9D');
const member = (id: string): ClubRow => ({
  ...{ club: 'chess', id, email: 'ada@example.com', member_number: `M-${id}` },
});
const key = (id: string) => ({ club: 'chess', id });

describe('an erasure of several rows at a vendor', () => {
  let rows: ClubRow[];
  const open: StandIn[] = [];
  beforeEach(() => {
    rows = ['1', '2', '3'].map(member);
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.stop();
  });

  async function erase(answer: Vendorlike, file: string, more: object = {}) {
    const standIn = await startStandIn(answer);
    open.push(standIn);
    const { transport } = standIn;
    const connector = createHttpConnector({
      ...{ store, vendor: vendorOf(file), secrets: { api_key: 'swordfish' }, stopwatch: aStopwatch() },
      transport,
    });
    const instruction = {
      ...({ collection: 'members', keys: ['1', '2', '3'].map(key), action: 'erase', atMost: 3 } as const),
      ...more,
    };
    const erasing = connector.erase([instruction]);
    const settled = await erasing.then(
      (receipt) => receipt,
      (error: Error) => error,
    );
    const asked = standIn.calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path.at(-1));
    return { settled, asked };
  }

  const failingAt = (id: string, status: number): Vendorlike => {
    const answer = clubVendor(rows);
    return (call) =>
      call.method === 'DELETE' && call.path.endsWith(id) ? { status, body: {} } : answer(call);
  };

  it('says what was ordered, by name, although the vendor refuses another row', async () => {
    const { settled, asked } = await erase(failingAt('2', 422), LATER);

    expect(asked).toEqual(['1', '2', '3']);
    expect(settled).toMatchObject({
      collections: [{ collection: 'members', submitted: 2, erased: 0, alreadyAbsent: 0 }],
      ordered: ['1', '3'].map((id) => ({ collection: 'members', key: key(id) })),
      settlesWithin: 'P9D',
      unfinished: { kind: 'refused', place: { code: 'HTTP 422' } },
    });
  });

  it('tries no further row where the vendor is out of reach, and says what was done before', async () => {
    const { settled, asked } = await erase(failingAt('2', 500), CLUB_FILE);

    expect(asked).toEqual(['1', '2']);
    expect(settled).toMatchObject({
      collections: [{ erased: 1, alreadyAbsent: 0 }],
      unfinished: { kind: 'no-answer', place: { code: 'HTTP 500' } },
    });
  });

  it('fails as a whole where nothing was done', async () => {
    const { settled } = await erase(() => ({ status: 422, body: {} }), CLUB_FILE);

    expect(settled).toMatchObject({ kind: 'refused' });
  });

  it.each([
    [202, {}],
    [200, { success: false }],
    [200, { deleted: false }],
  ])('is not done where the vendor answers %d %j and still shows the row', async (status, body) => {
    const file = CLUB_FILE.replace(', expect: [204]', '');
    const answer = clubVendor(rows);
    const { settled } = await erase(
      (call) => (call.method === 'DELETE' && !call.path.endsWith('1') ? { status, body } : answer(call)),
      file,
    );

    expect(settled).toMatchObject({
      collections: [{ erased: 1, alreadyAbsent: 0 }],
      unsure: ['2', '3'].map((id) => ({ collection: 'members', key: key(id) })),
      unfinished: { kind: 'refused', place: { code: 'still-shown' } },
    });
  });

  it('is done where the vendor shows the row a moment longer', async () => {
    const answer = clubVendor(rows);
    let looks = 0;
    const gone = new Map<string, number>();
    const { settled } = await erase((call) => {
      looks += 1;
      if (call.method === 'DELETE') {
        gone.set(call.path, looks);
        return { status: 204 };
      }
      const since = looks - (gone.get(call.path) ?? looks);
      return since > 1 ? { status: 404, body: {} } : answer(call);
    }, CLUB_FILE);

    expect(settled).toMatchObject({ collections: [{ erased: 3 }] });
  });

  it.each([false, 0, null, '', [], {}])(
    'is done where the sign that it failed holds %j, which is_set does not count',
    async (failed) => {
      const file = CLUB_FILE.replace('expect: [204]', 'fails_when: [{ at: failed, is_set: true }]');
      const answering = (body: object): Vendorlike => {
        const answer = clubVendor(rows);
        return (call) => {
          const given = answer(call);
          return call.method === 'DELETE' ? { body } : given;
        };
      };
      const { settled } = await erase(answering({ failed }), file);

      expect(settled).toMatchObject({ collections: [{ erased: 3 }] });
      rows = ['1', '2', '3'].map(member);
      expect((await erase(answering({ failed: 'yes' }), file)).settled).toMatchObject({ kind: 'refused' });
    },
  );

  it('leaves a row that changed hands since it was found, and asks for the others', async () => {
    Object.assign(rows[2] ?? {}, { email: 'eve@example.com' });
    const foundBy = rows.map(() => ({ email: 'ada@example.com' }));

    const { settled, asked } = await erase(clubVendor(rows), CLUB_FILE, { foundBy });

    expect(asked).toEqual(['1', '2']);
    expect(settled).toMatchObject({ unfinished: { place: { code: 'changed-since-found', field: 'email' } } });
    expect(rows.map(({ email }) => email)).toEqual(['eve@example.com']);
  });

  it('blanks nothing in a row that changed hands since it was found', async () => {
    Object.assign(rows[0] ?? {}, { email: 'eve@example.com', city: 'Ulm' });
    const more = {
      ...{ keys: [key('1')], action: 'anonymise', blank: { city: null } },
      foundBy: [{ email: 'ada@example.com' }],
    };

    const { settled } = await erase(clubVendor(rows), CLUB_FILE, more);

    expect(settled).toMatchObject({ place: { code: 'changed-since-found' } });
    expect(rows[0]?.city).toBe('Ulm');
  });
});

import type { Connector } from '../../functions/connectors/connector';
import { createHttpConnector } from '../../functions/connectors/http/http-connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { contractStore } from '../contracts/connector.contract';
import { CLUB_FILE, vendorOf } from './club-vendor';
import { aStopwatch, type GivenAnswer, type StandIn, startStandIn, type Vendorlike } from './vendor-stand-in';

const store = contractStore({
  ...{ kind: 'http', physical: { members: {}, rooms: {} }, memberKey: ['club', 'id'], sharing: false },
  ...{ crowd: 0, open: () => Promise.reject(new Error('not opened here')) },
});
const SEARCH = [{ collection: 'members', field: 'email', values: ['ada@example.com'] }];
const SOMEBODY = { club: 'chess', id: '8', email: 'bob@example.com', member_number: 'M-8' };
const CURSOR = '{ strategy: cursor, configuration: { cursor_param: after, next_at: next, has_more: more } }';
const paged = (by: string) => CLUB_FILE.replaceAll(CURSOR, by);
const twins = `{"data":[${JSON.stringify({ ...SOMEBODY, email: 'ada@example.com' })}],"data":[],"more":false}`;
const unpaged = CLUB_FILE.replaceAll(`pagination: ${CURSOR}`, '');

describe('a list of a vendor', () => {
  const open: StandIn[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.stop();
  });

  async function connect(answer: Vendorlike, file = CLUB_FILE): Promise<Connector> {
    const standIn = await startStandIn(answer);
    open.push(standIn);
    return createHttpConnector({
      ...{ store, vendor: vendorOf(file), secrets: { api_key: 'swordfish' } },
      ...{ transport: standIn.transport, stopwatch: aStopwatch() },
    });
  }

  const UNREAD = { collection: 'members', place: '/v1/members', reason: 'misfit' };
  const data = [SOMEBODY];

  it.each<[string, string, GivenAnswer]>([
    [
      'no row has the field of the cursor',
      paged('{ strategy: cursor, configuration: { cursor_param: after, field: uid } }'),
      { body: { data } },
    ],
    [
      'the next page stands elsewhere than the file says',
      paged('{ strategy: cursor, configuration: { cursor_param: after, next_at: nxt } }'),
      { body: { data, next: 'b' } },
    ],
    [
      'the link stands elsewhere than the file says',
      paged('{ strategy: link, configuration: { source: body, path: links.nxt } }'),
      { body: { data, links: { next: 'https://club.example.com/v1/members?p=2' } } },
    ],
    ['the file knows of no pages and the answer has more', unpaged, { body: { data, has_more: true } }],
    [
      'the file knows of no pages and a header names the next',
      unpaged,
      { headers: { link: '</v1/members?p=2>; rel="next"' }, body: { data } },
    ],
    [
      'an empty page of a list by numbers says that more follows',
      paged('{ strategy: offset, configuration: { incremental_param: page, increment_by: 1 } }'),
      { body: { data: [], has_more: true } },
    ],
    ['the answer is a part', CLUB_FILE, { status: 206, body: { data: [], more: false } }],
    ['the answer holds several results', CLUB_FILE, { status: 207, body: { data: [], more: false } }],
    ['the answer holds changes only', CLUB_FILE, { status: 226, body: { data: [], more: false } }],
  ])('is unread where %s', async (_what, file, answer) => {
    const connector = await connect(() => answer, file);

    expect((await connector.locate(SEARCH)).unread).toEqual([UNREAD]);
  });

  it.each<[string, GivenAnswer]>([
    ['is accepted only', { status: 202, body: { data: [], more: false } }],
    ['holds an error', { body: { data: [], more: false, error: { message: 'no' } } }],
    ['holds errors', { body: { data: [], more: false, errors: ['no'] } }],
    ['holds two lists, of which the last is empty', { body: twins }],
    ['holds a row with two addresses', { body: '{"data":[{"id":1,"email":"a@b.de","email":"c@d.de"}]}' }],
    ['ran out of time', { body: { data: [], more: false, timed_out: true } }],
  ])('is not empty where the answer %s', async (_what, answer) => {
    const connector = await connect(() => answer);

    await expect(connector.locate(SEARCH)).rejects.toMatchObject({ kind: 'no-answer' });
  });

  it.each<[string, string, string | object]>([
    ['begins with a byte order mark', CLUB_FILE, '\ufeff{"data":[],"more":false}'],
    ['holds empty errors', CLUB_FILE, { data: [], more: false, errors: [], error: null }],
    [
      'names no next page',
      paged('{ strategy: cursor, configuration: { cursor_param: after, next_at: next } }'),
      { data, next: null },
    ],
    ['says that no more follows, with a place to go on later', unpaged, { data, has_more: false, next: 'b' }],
  ])('is whole where the answer %s', async (_what, file, body) => {
    const connector = await connect(() => ({ body }), file);

    const { rows, unread = [] } = await locateEverything(connector, SEARCH, Number.POSITIVE_INFINITY);

    expect({ rows, unread }).toEqual({ rows: [], unread: [] });
  });
});

import { createChromaConnector } from '../../functions/connectors/chroma/chroma-connector';
import type { ChromaAnswer } from '../../functions/connectors/chroma/chroma-transport';
import { connectorContract } from '../contracts/connector.contract';
import { vectorStoreContract } from '../contracts/vector-store.contract';
import { memoryChroma } from '../fakes/memory-chroma';
import { chromaClub, chromaNotes } from './chroma-club';
import { aCollection, aStore } from './small-map';

describe('the Chroma connector on a stand-in', () => {
  const server = memoryChroma();

  connectorContract(chromaClub(() => server));
  vectorStoreContract(chromaNotes('a stand-in for Chroma', () => server));
});

describe('a Chroma server that fails', () => {
  it('by lacking the database is no store without records', async () => {
    const store = aStore('chroma', [aCollection('notes', ['record_id'])]);
    const connector = createChromaConnector({ store, tenant: 't', database: 'gone', send: memoryChroma() });

    await expect(connector.probe()).rejects.toMatchObject({ kind: 'misfit' });
    await expect(connector.examine()).rejects.toMatchObject({ kind: 'misfit' });
  });

  const search = [{ collection: 'notes', field: 'customer', values: ['C-1'] }];
  const connectorOf = (answer: ChromaAnswer, own: { readonly ownRecord?: true } = {}) =>
    createChromaConnector({
      store: aStore('chroma', [aCollection('notes', ['record_id', 'customer'], own)]),
      tenant: 't',
      database: 'd',
      send: async () => answer,
    });
  const said = (status: number, error = 'SomeError') => ({
    status,
    text: JSON.stringify({ error, message: 'about ada@example.com' }),
  });
  const failureOf = (work: Promise<unknown>): Promise<Error & { kind?: string }> =>
    work.then(
      () => new Error('succeeded'),
      (error: Error) => error,
    );

  it.each([
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'misfit'],
    [400, 'refused'],
    [302, 'refused'],
    [429, 'no-answer'],
    [500, 'no-answer'],
    [503, 'no-answer'],
  ])('with the status %d is told as %s, without what it says', async (status, kind) => {
    const error = await failureOf(connectorOf(said(status)).probe());

    expect(error.kind).toBe(kind);
    expect(error.message).not.toContain('ada@example.com');
  });

  it.each([
    ['an error', JSON.stringify({ error: 'InternalError', message: 'x' })],
    ['a page', '<html>Sign in</html>'],
    ['nothing', ''],
  ])('by answering 200 with %s is told as that', async (_, text) => {
    const error = await failureOf(connectorOf({ status: 200, text }).confirmAbsent(search));

    expect(error).toMatchObject({ kind: 'refused', place: { code: 'unexpected-answer' } });
  });

  it('by lacking a collection hides no other one, but stops a search for people’s own records', async () => {
    const page = await connectorOf(said(404)).locate(search);
    const own = await failureOf(connectorOf(said(404), { ownRecord: true }).locate(search));

    expect(page).toEqual({
      rows: [],
      unmapped: [],
      unread: [{ collection: 'notes', place: 'notes', reason: 'misfit' }],
    });
    expect(own.kind).toBe('misfit');
  });
});

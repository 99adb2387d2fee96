import { createChromaConnector } from '../../functions/connectors/chroma/chroma-connector';
import { chromaClub, chromaNotes } from '../connectors/chroma-club';
import { chromaSurveySuite } from '../connectors/chroma-survey';
import { aCollection, aStore } from '../connectors/small-map';
import { connectorContract } from '../contracts/connector.contract';
import { vectorStoreContract } from '../contracts/vector-store.contract';
import { type ChromaServer, startChroma } from './chroma-server';
import { pythonVenv } from './python-venv';

jest.setTimeout(120_000);

const venv = pythonVenv('chromadb');

(venv ? describe : describe.skip)('the Chroma connector on a real Chroma', () => {
  let server: ChromaServer;

  beforeAll(async () => {
    server = await startChroma(venv ?? '');
  });
  afterAll(() => server?.stop());

  const send = () => server.send;
  connectorContract(chromaClub(send));
  vectorStoreContract(chromaNotes('a real Chroma', send));
  chromaSurveySuite('a real Chroma', send);

  it('tells a database that it does not have as a misfit', async () => {
    const connector = createChromaConnector({
      store: aStore('chroma', [aCollection('notes', ['record_id'])]),
      tenant: 'default_tenant',
      database: 'nowhere-at-all',
      send: send(),
    });

    await expect(connector.probe()).rejects.toMatchObject({ kind: 'misfit' });
  });
});

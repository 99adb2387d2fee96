import { StoreShapeError, StoreUnavailableError } from '../../functions/connectors/connector';
import { openConnector } from '../../functions/connectors/open-connector';
import type { StoreKind } from '../../functions/domain/data-map';
import type { DeskStore } from '../../functions/domain/desk';
import { aStore } from './small-map';

const settings = (kind: StoreKind): DeskStore => ({
  id: 'store',
  title: 'Store',
  kind,
  datasets: [],
  connection: { region: 'eu-central-1' },
  backupsKept: 'P30D',
});

describe('the connector of a store', () => {
  it.each([
    ['postgres', { url: 'postgres://u:p@127.0.0.1:1/db' }],
    ['dynamodb', {}],
    ['s3', {}],
  ] as const)('is opened without contacting a %s store', async (kind, credentials) => {
    const connector = openConnector(aStore(kind, []), settings(kind), credentials);

    await expect(connector.close()).resolves.toBeUndefined();
  });

  it('requires the address of a database', () => {
    expect(() => openConnector(aStore('postgres', []), settings('postgres'), {})).toThrow(
      StoreUnavailableError,
    );
  });

  it('does not exist for a manual store', () => {
    expect(() => openConnector(aStore('manual', []), settings('manual'), {})).toThrow(StoreShapeError);
  });
});

import { draftFirstMap } from '../../functions/config/first-map/draft-first-map';
import type { FirstMap } from '../../functions/config/first-map/first-map';
import { surveyors } from '../../functions/connectors/open-surveyor';

/** A draft of the database at this connection string, as the command makes it. */
export async function draftOfDatabase(url: string, rows = 50): Promise<FirstMap> {
  const surveyor = surveyors.postgres?.({
    store: { storeId: 'measured', title: 'Measured', kind: 'postgres', collections: [] },
    connection: {},
    credentials: { url },
    clock: undefined,
  });
  if (!surveyor) throw new Error('no surveyor for postgres');
  try {
    return draftFirstMap(await surveyor.survey({ rows }), { datasetKey: 'measured', title: 'Measured' });
  } finally {
    await surveyor.close();
  }
}

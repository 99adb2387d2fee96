import { type FidesClient, type FidesRight, policyOf } from './fides-client';
import { fidesDataset } from './shop-datasets';

const CONNECTION = 'bench_store';
const STORAGE = 'bench_storage';

/** Connects Fides to the shop, with packages in a folder of the machine and a policy for each right. */
export async function setUpFides(client: FidesClient, store: URL): Promise<void> {
  await client.change('PATCH', '/connection', [
    { name: CONNECTION, key: CONNECTION, connection_type: 'postgres', access: 'write' },
  ]);
  await client.call('PUT', `/connection/${CONNECTION}/secret?verify=false`, {
    host: store.hostname,
    port: Number(store.port),
    dbname: store.pathname.slice(1),
    username: store.username,
    password: store.password,
  });
  await client.change('PATCH', `/connection/${CONNECTION}/dataset`, [fidesDataset()]);
  await client.change('PATCH', '/storage/config', [
    { name: STORAGE, key: STORAGE, type: 'local', format: 'json', details: { naming: 'request_id' } },
  ]);
  for (const right of ['access', 'erasure'] as const) await addPolicy(client, right);
}

async function addPolicy(client: FidesClient, right: FidesRight): Promise<void> {
  const key = policyOf(right);
  const rule = `${key}_rule`;
  await client.change('PATCH', '/dsr/policy', [{ name: key, key }]);
  await client.change('PATCH', `/dsr/policy/${key}/rule`, [
    {
      name: rule,
      key: rule,
      action_type: right,
      ...(right === 'access'
        ? { storage_destination_key: STORAGE }
        : { masking_strategy: { strategy: 'null_rewrite', configuration: {} } }),
    },
  ]);
  await client.change('PATCH', `/dsr/policy/${key}/rule/${rule}/target`, [
    { name: `${key}_target`, key: `${key}_target`, data_category: 'user' },
  ]);
}

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataMap } from '../../../functions/config/map/load-data-map';
import { fitVendors } from '../../../functions/config/vendor/fit-vendors';
import { readVendor, vendorPath } from '../../../functions/config/vendor/read-vendor';
import type { Connector } from '../../../functions/connectors/connector';
import { createHttpConnector } from '../../../functions/connectors/http/http-connector';
import type { Vendor } from '../../../functions/connectors/http/vendor';
import type { DataMap, StoreMap } from '../../../functions/domain/data-map';
import { aStopwatch, type StandIn, startStandIn, type Vendorlike } from '../vendor-stand-in';

const SYSTEM = `
system:
  - fides_key: SYSTEM
    privacy_declarations:
      - { name: To sell, data_categories: [user], data_use: essential.service, legal_basis_for_processing: Contract, retention_period: a year }
    rightsdesk_meta: { recipients: none, transfers: none, automated_decisions: none }
`;

export interface ShippedVendor {
  readonly vendor: Vendor;
  readonly map: DataMap;
  readonly store: StoreMap;
}

/**
 * A vendor that comes with the product and its data map, with what a shop adds to that.
 *
 * @param edit turns the text of the map into the shop's own
 */
export function shippedVendor(
  name: string,
  account: Readonly<Record<string, string>> = {},
  edit: (text: string) => string = (text) => text,
): ShippedVendor {
  const folder = mkdtempSync(join(tmpdir(), 'vendor-'));
  const path = vendorPath(name, folder);
  const text = edit(readFileSync(path.replace(/\.yaml$/, '.map.yaml'), 'utf8'));
  const systems = [...new Set([...text.matchAll(/systems: \[(\w+)\]/g)].map(([, system]) => system ?? ''))];
  const dataset = join(folder, 'map.yaml');
  writeFileSync(dataset, text);
  const files = systems.map((system, nth) => {
    const file = join(folder, `system-${nth}.yaml`);
    writeFileSync(file, SYSTEM.replace('SYSTEM', system));
    return file;
  });
  const vendor = readVendor(path, account);
  const listed = { id: name, title: name, kind: 'http', datasets: [dataset] };
  const read = readDataMap(files, [listed]).map;
  const map = fitVendors(read, [{ ...listed, connection: {}, backupsKept: 'P0D', vendor }]);
  const [store] = map.stores;
  if (store === undefined) throw new Error('the map has no store');
  return { vendor, map, store };
}

export interface OpenedVendor {
  readonly connector: Connector;
  readonly standIn: StandIn;
  /** What each call was, as `GET /v1/customers`. */
  asked(): string[];
  close(): Promise<void>;
}

/** Its connector on a stand-in; time passes only when somebody waits. */
export async function openVendor(
  { vendor, store }: Pick<ShippedVendor, 'vendor' | 'store'>,
  secrets: Readonly<Record<string, string>>,
  answer: Vendorlike,
): Promise<OpenedVendor> {
  const standIn = await startStandIn(answer);
  const { transport } = standIn;
  const connector = createHttpConnector({ store, vendor, secrets, transport, stopwatch: aStopwatch() });
  return {
    connector,
    standIn,
    asked: () => standIn.calls.map(({ method, path }) => `${method} ${path}`),
    close: () => standIn.stop(),
  };
}

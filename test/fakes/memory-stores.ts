import { type Connector, StoreShapeError } from '../../functions/connectors/connector';
import type { StoreRequest } from '../../functions/connectors/store-request';
import type { SnapshotTarget, Stores } from '../../functions/domain/ports';
import { serveStore } from '../../functions/stores/serve-store';

/** Each store behind its own function, as in AWS: only JSON crosses, and errors keep their names. */
export function memoryStores(
  connectors: Readonly<Record<string, Connector>>,
  write: (target: SnapshotTarget, content: AsyncIterable<Uint8Array>) => Promise<void>,
): Stores {
  return {
    call: async (storeId: string, request: unknown): Promise<unknown> => {
      const connector = connectors[storeId];
      if (!connector) throw new StoreShapeError(`no function serves the store ${storeId}`);
      const asked = JSON.parse(JSON.stringify(request)) as StoreRequest;
      return JSON.parse(JSON.stringify(await serveStore({ connector, write }, asked)));
    },
  };
}

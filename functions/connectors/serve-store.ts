import type { SnapshotTarget } from '../domain/ports';
import type { Connector } from './connector';
import { toSnapshot } from './snapshot';
import type { StoreAnswers, StoreRequest } from './store-request';

export interface StoreServer {
  readonly connector: Connector;
  /** Writes a sealed object: this side can encrypt for one object and open none. */
  readonly write: (target: SnapshotTarget, content: AsyncIterable<Uint8Array>) => Promise<void>;
}

/** Turns any connector into a store's own function: one request in, one answer of ids and counts out. */
export async function serveStore(
  { connector, write }: StoreServer,
  request: StoreRequest,
): Promise<StoreAnswers[keyof StoreAnswers]> {
  switch (request.op) {
    case 'locate':
      await connector.probe();
      return page(await connector.locate(request.searches, request.cursor));
    case 'read-again':
      return page(
        request.cursor === undefined
          ? await connector.confirmAbsent(request.searches)
          : await connector.locate(request.searches, request.cursor),
      );
    case 'export':
      return exportRows({ connector, write }, request);
    case 'erase':
      await connector.probe();
      return connector.erase(request.instructions);
    case 'match':
      return { answer: await connector.match(request.search, request.points) };
    case 'opt-out':
      await connector.probe();
      return connector.optOut(request.searches, request.right);
  }
}

function page(found: Awaited<ReturnType<Connector['locate']>>): StoreAnswers['locate'] {
  return {
    rows: [...found.rows],
    unmapped: [...found.unmapped],
    ...(found.cursor ? { cursor: found.cursor } : {}),
  };
}

async function exportRows(
  { connector, write }: StoreServer,
  request: Extract<StoreRequest, { op: 'export' }>,
): Promise<StoreAnswers['export']> {
  const counted = { records: 0 };
  await write(request.target, toSnapshot(connector.export(request.rows), counted));
  return counted;
}

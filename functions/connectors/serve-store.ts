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
      if (request.cursor === undefined) await connector.probe(request.searches);
      return gather(connector, request, await connector.locate(request.searches, request.cursor));
    case 'read-again':
      return gather(
        connector,
        request,
        request.cursor === undefined
          ? await connector.confirmAbsent(request.searches)
          : await connector.locate(request.searches, request.cursor),
      );
    case 'export':
      return exportRows({ connector, write }, request);
    case 'erase':
      // Not probed: what is gone is proven by the reading that follows, which is.
      return connector.erase(request.instructions);
    case 'match':
      return { answer: await connector.match(request.search, request.points) };
    case 'opt-out':
      await connector.probe();
      return connector.optOut(request.searches, request.right);
  }
}

type Page = Awaited<ReturnType<Connector['locate']>>;

/**
 * An answer with fewer rows goes on to the next page: a connector has a page for each collection, and each call of this function is charged. So few that an
 * answer stays far below the 6 MB that Lambda lets through.
 */
const ENOUGH_ROWS = 200;

async function gather(
  connector: Connector,
  { searches }: Pick<Extract<StoreRequest, { op: 'locate' }>, 'searches'>,
  first: Page,
): Promise<StoreAnswers['locate']> {
  const [rows, unmapped] = [[...first.rows], [...first.unmapped]];
  let { cursor } = first;
  while (cursor !== undefined && rows.length < ENOUGH_ROWS) {
    const next = await connector.locate(searches, cursor);
    rows.push(...next.rows);
    unmapped.push(...next.unmapped);
    cursor = next.cursor;
  }
  return { rows, unmapped, ...(cursor ? { cursor } : {}) };
}

async function exportRows(
  { connector, write }: StoreServer,
  request: Extract<StoreRequest, { op: 'export' }>,
): Promise<StoreAnswers['export']> {
  const counted = { records: 0 };
  await write(request.target, toSnapshot(connector.export(request.rows), counted));
  return counted;
}

import { Readable } from 'node:stream';
import { type Connector, type LocatedPage, StoreError, StoreShapeError } from '../connectors/connector';
import { DigestWriter } from '../connectors/copy-digest';
import { gatherPages, locatedPages } from '../connectors/located-pages';
import { rowPrints } from '../connectors/row-prints';
import { toSnapshot } from '../connectors/snapshot';
import type { FaultAnswer, StoreAnswers, StoreRequest } from '../connectors/store-request';
import type { VectorSearch } from '../connectors/vector-search';
import type { SnapshotTarget } from '../domain/ports';

export interface StoreServerDeps {
  readonly connector: Connector;
  /** Writes a sealed object: this side can encrypt for one object and open none. */
  readonly write: (target: SnapshotTarget, content: AsyncIterable<Uint8Array>) => Promise<void>;
}

type Answer = StoreAnswers[keyof StoreAnswers];

/**
 * Turns any connector into a store's own function: one request in, one answer of ids and counts out. What the
 * store refused is an answer too.
 */
export async function serveStore(
  server: StoreServerDeps,
  request: StoreRequest,
): Promise<Answer | FaultAnswer> {
  try {
    if ('account' in request) await assertAccount(server.connector, request.account);
    return await answer(server, request);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { kind, place } = error;
    return { fault: { kind, place } };
  }
}

/** @throws StoreShapeError where the credentials are of another account than when the rows were found */
async function assertAccount(connector: Connector, found: string | undefined): Promise<void> {
  if (found === undefined || (await connector.account?.()) === found) return;
  throw new StoreShapeError('the credentials belong to another account than when the rows were found', {
    code: 'other-account',
  });
}

async function answer({ connector, write }: StoreServerDeps, request: StoreRequest): Promise<Answer> {
  switch (request.op) {
    case 'locate':
      if (request.cursor === undefined) await connector.probe(request.searches);
      return gather((cursor = request.cursor) => connector.locate(request.searches, cursor));
    case 'read-again':
      return gather((cursor = request.cursor) =>
        cursor === undefined
          ? connector.confirmAbsent(request.searches)
          : connector.locate(request.searches, cursor),
      );
    case 'export':
      return exportRows({ connector, write }, request);
    case 'erase':
      // Not probed: what is gone is proven by the reading that follows, which is.
      return connector.erase(request.instructions, request.bounds);
    case 'prints':
      if (request.rows.length > 0) await connector.probe();
      return {
        there: await rowPrints(
          connector.export(request.rows, { onlyIfThere: true }),
          Buffer.from(request.printKey, 'base64'),
        ),
      };
    case 'keep-vectors':
      return keepVectors({ connector, write }, request);
    case 'ask-vectors':
      await connector.probe();
      return vectorsOf(connector).ask(request.vectors, request.searches);
    case 'examine':
      return connector.examine();
    case 'rehearse':
      return connector.rehearse(request.instructions);
    case 'match':
      return { answer: await connector.match(request.search, request.points) };
    case 'correct':
      await connector.probe();
      return connector.correct(request.corrections, request.look);
    case 'opt-out':
      await connector.probe();
      return connector.optOut(request.searches, request.right);
  }
}

/**
 * An answer that weighs less goes on to the next page: a connector has a page for each collection, and each
 * call of this function is charged. A page more must still fit into the 6 MB that Lambda lets through.
 * Characters of JSON.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const ENOUGH = 1_500_000;

/** No further page is begun after this time, however little was found. Milliseconds. */
const LONG_MS = 60_000;

async function gather(read: Parameters<typeof locatedPages>[0]): Promise<StoreAnswers['locate']> {
  const began = performance.now();
  let weight = 0;
  const isEnough = (_: number, page: LocatedPage) => {
    weight += JSON.stringify(page).length;
    return weight >= ENOUGH || performance.now() - began > LONG_MS;
  };
  return gatherPages(locatedPages(read), isEnough);
}

/** A copy up to this size is read as fast as its digest. Bytes before it is compressed, files as base64. */
const SMALL_COPY = 256 * 1024;
const FEW_RECORDS = 200;

async function exportRows(
  { connector, write }: StoreServerDeps,
  { rows, target, digest }: Extract<StoreRequest, { op: 'export' }>,
): Promise<StoreAnswers['export']> {
  const writer = new DigestWriter();
  const size = { bytes: 0 };
  await write(target, measured(toSnapshot(connector.export(rows), writer), size));
  const { records } = writer;
  const isSmall = size.bytes <= SMALL_COPY && records <= FEW_RECORDS;
  if (!digest || isSmall) return { records };
  await write(digest, Readable.from([Buffer.from(JSON.stringify(writer.digest()))]));
  return { records, digested: true };
}

function vectorsOf({ vectors }: Connector): VectorSearch {
  if (!vectors) throw new StoreShapeError('a store of this kind holds no vectors');
  return vectors;
}

/** One vector a line. */
async function keepVectors(
  { connector, write }: StoreServerDeps,
  { rows, target }: Extract<StoreRequest, { op: 'keep-vectors' }>,
): Promise<StoreAnswers['keep-vectors']> {
  const kept = { vectors: 0 };
  const read = vectorsOf(connector).read(rows);
  const lines = async function* () {
    for await (const vector of read) {
      kept.vectors += 1;
      yield Buffer.from(`${JSON.stringify(vector)}\n`);
    }
  };
  await write(target, lines());
  return kept;
}

async function* measured(
  content: AsyncIterable<Uint8Array>,
  size: { bytes: number },
): AsyncIterable<Uint8Array> {
  for await (const piece of content) {
    size.bytes += piece.byteLength;
    yield piece;
  }
}

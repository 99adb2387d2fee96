import { S3Client } from '@aws-sdk/client-s3';
import { s3Objects } from '../../functions/adapters/s3-objects';
import { writeSealed } from '../../functions/adapters/s3-sealed-objects';
import { stepHandler } from '../../functions/adapters/step-handler';
import {
  type Connector,
  StoreForbiddenError,
  StoreUnavailableError,
} from '../../functions/connectors/connector';
import { kindDefinition } from '../../functions/connectors/store-kinds';
import type { StoreRequest } from '../../functions/connectors/store-request';
import type { DeskStore } from '../../functions/domain/desk';
import type { DeskData } from '../../functions/domain/desk-deps';
import type { StoreProblem } from '../../functions/domain/store-examination';
import { openStore } from '../../functions/stores/open-store';
import { serveStore } from '../../functions/stores/serve-store';
import type { LocalAws } from '../aws/local-aws';
import type { OwnAccount } from '../aws/own-account';
import type { InFlight } from './in-flight';
import { isInOwnAccount, openOwnStore } from './own-stores';

export interface StoreFunctions {
  readonly work: InFlight;
  /** Stores that this run seeded itself. Only these and stores on this machine may be written to. */
  readonly seeded: ReadonlySet<string>;
  /** The account with which the user's own tables and buckets are read. */
  readonly account: OwnAccount;
  /** Wraps the connector of a store, for tests that break it. */
  readonly around?: (storeId: string, connector: Connector) => Connector;
}

/**
 * Registers one function per store, as in the stack. A store that is neither seeded nor on this machine is
 * read and never written.
 */
export function registerStores(
  aws: LocalAws,
  data: DeskData,
  { seeded, work, around, account }: StoreFunctions,
): void {
  const files = s3Objects(new S3Client({}));
  for (const store of data.desk.stores.filter((s) => s.kind !== 'manual')) {
    const open = onFirstUse(async () => {
      refuseOutOfReach(store);
      const connector = isInOwnAccount(store, seeded)
        ? openOwnStore(data, store, account)
        : await openStore(data, store.id);
      const guarded = mayWrite(seeded, store)
        ? connector
        : readOnly(connector, collectionsOf(data, store.id));
      return around ? around(store.id, guarded) : guarded;
    });
    const handler = stepHandler(async (request: StoreRequest) =>
      serveStore(
        { connector: await open(), write: (target, content) => writeSealed(files, target, content) },
        request,
      ),
    );
    aws.functions.register(
      `rightsdesk-store-${store.id}`,
      work.watch(handler as (event: unknown) => Promise<unknown>),
    );
  }
}

/** Whether a store logs in with IAM, which needs an AWS account; the local run has none. */
export function outOfReach({ connection }: DeskStore): boolean {
  return connection.login === 'iam';
}

function refuseOutOfReach(store: DeskStore): void {
  if (outOfReach(store))
    throw new StoreUnavailableError(
      `the store ${store.id} logs in with IAM, and the local run has no account of AWS`,
    );
}

/** Makes the value on the first call, and again if that failed. */
function onFirstUse<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

function mayWrite(seeded: ReadonlySet<string>, { id, kind, connection: { url } }: DeskStore): boolean {
  if (seeded.has(id) || kindDefinition(kind).isOnThisMachine) return true;
  return url !== undefined && isLoopback(process.env[url] ?? '');
}

/** Whether a connection string points to this machine. */
export function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function collectionsOf({ map }: DeskData, storeId: string): readonly string[] {
  return (map.stores.find((s) => s.storeId === storeId)?.collections ?? []).map(({ name }) => name);
}

/** The problem that the decision page shows before an approval that this run could not carry out. */
function onlyRead(collection: string): StoreProblem {
  return {
    collection,
    code: 'LocalRunReadsOnly',
    problem: 'This desk runs locally and only reads this table or bucket: nothing can be erased here.',
    remedy: 'Approve the erasure on the deployed desk, or try it here with a copy on this machine.',
    blocks: 'erasure',
  };
}

/** Makes a connector read-only: the local run is for trying out, so it changes nothing in a real store. */
export function readOnly(connector: Connector, collections: readonly string[] = []): Connector {
  const refuse = async () => {
    throw new StoreForbiddenError('the local run reads this store and changes nothing', {
      code: 'LocalRunReadsOnly',
    });
  };
  return {
    probe: (asked) => connector.probe(asked),
    describe: () => connector.describe(),
    examine: async () => {
      const examination = await connector.examine();
      return { ...examination, problems: [...collections.map(onlyRead), ...examination.problems] };
    },
    rehearse: async () => ({ outcome: 'not-tried', reason: 'unsupported' }),
    match: (search, points) => connector.match(search, points),
    locate: (searches, cursor) => connector.locate(searches, cursor),
    export: (rows) => connector.export(rows),
    confirmAbsent: (searches) => connector.confirmAbsent(searches),
    close: () => connector.close(),
    erase: refuse,
    correct: refuse,
    optOut: refuse,
  };
}

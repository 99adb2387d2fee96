import { createChromaConnector } from '../../functions/connectors/chroma/chroma-connector';
import { chromaOverHttps, type SendToChroma } from '../../functions/connectors/chroma/chroma-transport';
import type { ContractKind } from '../contracts/connector.contract';
import { notes, type VectorKind } from '../contracts/vector-store.contract';
import { aCollection, aStore } from './small-map';

const tenant = 'default_tenant';

/** One database of a Chroma server, filled and read without the connector. */
export class RawDatabase {
  readonly database = `d-${crypto.randomUUID()}`;
  readonly #ids = new Map<string, string>();

  constructor(readonly send: SendToChroma) {}

  async create(): Promise<this> {
    await this.#post('', { name: this.database }, `/api/v2/tenants/${tenant}/databases`);
    return this;
  }

  async fill(
    name: string,
    records: readonly {
      id: string;
      embedding: readonly number[];
      document?: string;
      metadata: object | null;
    }[],
  ): Promise<void> {
    const id = this.#ids.get(name) ?? String((await this.#post('', { name })).id);
    this.#ids.set(name, id);
    for (let from = 0; from < records.length; from += 500) {
      const part = records.slice(from, from + 500);
      await this.#post(`/${id}/add`, {
        ids: part.map((one) => one.id),
        embeddings: part.map(({ embedding }) => embedding),
        documents: part.map(({ document }) => document ?? null),
        metadatas: part.map(({ metadata }) => metadata),
      });
    }
  }

  async lines(name: string): Promise<Map<string, string>> {
    const include = ['metadatas', 'documents', 'embeddings'];
    const found = await this.#post(`/${this.#ids.get(name)}/get`, { include });
    const of = (part: string, at: number) => (found[part] as unknown[])[at];
    return new Map(
      (found.ids as string[]).map((id, at) => {
        const metadata = Object.entries((of('metadatas', at) ?? {}) as object).sort();
        return [id, JSON.stringify([metadata, of('documents', at), of('embeddings', at)])];
      }),
    );
  }

  async #post(path: string, body: object, whole?: string): Promise<Record<string, unknown>> {
    const base = `/api/v2/tenants/${tenant}/databases/${this.database}/collections`;
    const { status, text } = await this.send({ method: 'POST', path: whole ?? `${base}${path}`, body });
    if (![200, 201].includes(status)) throw new Error(`Chroma answered ${status}: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }
}

const nowhere = () =>
  chromaOverHttps({ address: 'https://store.invalid', token: 'swordfish', isPrivate: true });

/** The club of the connector contract in a Chroma database of its own. */
export function chromaClub(send: () => SendToChroma): ContractKind {
  return {
    kind: 'chroma',
    physical: { members: {}, rooms: {} },
    memberKey: ['record_id'],
    ownFields: ['embedding'],
    sharing: false,
    corrects: false,
    crowd: 250,
    open: async (store, { members }) => {
      const raw = await new RawDatabase(send()).create();
      await raw.fill(
        'members',
        members.map((member, at) => ({
          id: `${member.club}/${member.id}`,
          embedding: [at % 7, at % 11, 1],
          metadata: Object.fromEntries(Object.entries(member).filter(([, value]) => value !== null)),
        })),
      );
      const { database } = raw;
      return {
        connector: createChromaConnector({ store, tenant, database, send: send() }),
        unreachable: createChromaConnector({ store, tenant, database, send: nowhere() }),
        snapshot: () => raw.lines('members'),
        close: async () => undefined,
      };
    },
  };
}

const notesMap = aStore('chroma', [
  aCollection('notes', ['record_id', 'customer', 'message', 'document', 'embedding'], {
    facts: ['customer', 'message'],
    reachedBy: [
      { field: 'customer', identity: 'customer-number' },
      { field: 'message', from: { storeId: 'store', collection: 'messages', field: 'id' }, leads: 'down' },
    ],
    physical: { table: 'shop-notes', embedding_models: { embedding: 'small-3' } },
  }),
]);

/** The notes of the vector contract. */
export function chromaNotes(name: string, send: () => SendToChroma): VectorKind {
  return {
    name,
    keyField: 'record_id',
    open: async () => {
      const raw = await new RawDatabase(send()).create();
      await raw.fill(
        'shop-notes',
        notes.map(({ id, customer, message, text, vector }) => ({
          id,
          embedding: vector,
          document: text,
          metadata: { customer, message },
        })),
      );
      const { database } = raw;
      return {
        connector: createChromaConnector({ store: notesMap, tenant, database, send: send() }),
        unreachable: createChromaConnector({ store: notesMap, tenant, database, send: nowhere() }),
        addUnowned: async (vector) => {
          await raw.fill('old-notes', [{ id: 'copy', embedding: vector, metadata: null }]);
          return 'old-notes.embedding';
        },
        close: async () => undefined,
      };
    },
  };
}

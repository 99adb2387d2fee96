import * as z from 'zod/mini';
import type { CollectionMap } from '../../domain/data-map';
import { parseJson } from '../../domain/parse-json';
import type { FaultPlace } from '../../domain/store-examination';
import { StoreForbiddenError, StoreRefusedError, StoreShapeError, StoreUnavailableError } from '../connector';
import { inParallel } from '../in-parallel';
import { chromaName } from './chroma-place';
import type { ChromaCall, SendToChroma } from './chroma-transport';

export interface ChromaDatabase {
  readonly tenant: string;
  readonly database: string;
}

const Collection = z.looseObject({
  id: z.string(),
  name: z.string(),
  dimension: z.optional(z.nullable(z.number())),
});
export type ChromaCollection = z.output<typeof Collection>;

const nullable = <T extends z.ZodMiniType>(of: T) => z.optional(z.nullable(z.array(z.nullable(of))));
const Metadata = z.record(z.string(), z.unknown());
const Numbers = z.array(z.number());

const Records = z.looseObject({
  ids: z.array(z.string()),
  metadatas: nullable(Metadata),
  documents: nullable(z.string()),
  embeddings: nullable(Numbers),
  uris: nullable(z.string()),
});

const Nearest = z.looseObject({
  ids: z.array(z.array(z.string())),
  metadatas: z.optional(z.nullable(z.array(z.array(z.nullable(Metadata))))),
  embeddings: z.optional(z.nullable(z.array(z.array(z.nullable(Numbers))))),
});

/** A record as Chroma keeps it. */
export interface ChromaRecord {
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly document?: string | undefined;
  readonly embedding?: readonly number[] | undefined;
  readonly uri?: string | undefined;
}

export interface RecordsWanted {
  readonly where?: unknown;
  readonly ids?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
  readonly withVectors?: boolean;
}

/** Of these, so many fit one call: their ids and vectors are some megabytes. */
export const RECORDS_AT_ONCE = 100;

/**
 * The documented HTTP API of Chroma (v2), as its own server describes it under `/openapi.json`. Errors name
 * the collection and Chroma's own code, never a value or an address.
 *
 * @see https://docs.trychroma.com/reference/chroma-reference
 */
export class ChromaClient {
  readonly #base: string;

  constructor(
    private readonly send: SendToChroma,
    { tenant, database }: ChromaDatabase,
  ) {
    this.#base = `/api/v2/tenants/${encodeURIComponent(tenant)}/databases/${encodeURIComponent(database)}`;
  }

  /** A database that is missing has no collections and is no error: only this tells. */
  async assertThere(): Promise<void> {
    await this.call({ method: 'GET', path: '' }, z.looseObject({ name: z.string() }));
  }

  /** Every collection of the database. */
  async collections(): Promise<ChromaCollection[]> {
    const all: ChromaCollection[] = [];
    for (;;) {
      const path = `/collections?limit=${RECORDS_AT_ONCE}&offset=${all.length}`;
      const page = await this.call({ method: 'GET', path }, z.array(Collection));
      all.push(...page);
      if (page.length < RECORDS_AT_ONCE) return all;
    }
  }

  /** Throws {@link StoreShapeError} where Chroma has none of that name. */
  async collection(mapped: CollectionMap): Promise<ChromaCollection> {
    const name = chromaName(mapped);
    const place = { collection: mapped.name, table: name };
    return this.call({ method: 'GET', path: `/collections/${encodeURIComponent(name)}` }, Collection, place);
  }

  async records({ id, name }: ChromaCollection, wanted: RecordsWanted): Promise<ChromaRecord[]> {
    const { withVectors, ...body } = wanted;
    const include = ['metadatas', 'documents', 'uris', ...(withVectors ? ['embeddings'] : [])];
    const call = { method: 'POST' as const, path: `/collections/${id}/get`, body: { ...body, include } };
    const found = await this.call(call, Records, { table: name });
    return found.ids.map((recordId, at) => ({
      id: recordId,
      metadata: found.metadatas?.[at] ?? {},
      document: found.documents?.[at] ?? undefined,
      embedding: found.embeddings?.[at] ?? undefined,
      uri: found.uris?.[at] ?? undefined,
    }));
  }

  /** Records by their ids; those that are gone are left out. */
  async byIds(
    collection: ChromaCollection,
    ids: readonly string[],
    withVectors = false,
  ): Promise<ChromaRecord[]> {
    const slices = slicesOf(ids);
    const found = await inParallel(slices, 4, (slice) =>
      this.records(collection, { ids: slice, withVectors, limit: slice.length }),
    );
    return found.flat();
  }

  /** The nearest records to one vector, as Chroma's index finds them. */
  async nearest(
    { id, name }: ChromaCollection,
    vector: readonly number[],
    most: number,
  ): Promise<ChromaRecord[]> {
    const body = { query_embeddings: [vector], n_results: most, include: ['metadatas', 'embeddings'] };
    const found = await this.call({ method: 'POST', path: `/collections/${id}/query`, body }, Nearest, {
      table: name,
    });
    return (found.ids[0] ?? []).map((recordId, at) => ({
      id: recordId,
      metadata: found.metadatas?.[0]?.[at] ?? {},
      embedding: found.embeddings?.[0]?.[at] ?? undefined,
    }));
  }

  /** An empty list would be no filter: then nothing is asked. */
  async remove({ id, name }: ChromaCollection, ids: readonly string[]): Promise<void> {
    for (const slice of slicesOf(ids))
      await this.call(
        { method: 'POST', path: `/collections/${id}/delete`, body: { ids: slice } },
        z.unknown(),
        {
          table: name,
        },
      );
  }

  /** Metadata is merged; a null removes a value. */
  async update(
    { id, name }: ChromaCollection,
    recordId: string,
    change: { readonly metadata?: Readonly<Record<string, unknown>>; readonly document?: string },
  ): Promise<void> {
    const body = {
      ids: [recordId],
      ...(change.metadata ? { metadatas: [change.metadata] } : {}),
      ...(change.document === undefined ? {} : { documents: [change.document] }),
    };
    await this.call({ method: 'POST', path: `/collections/${id}/update`, body }, z.unknown(), {
      table: name,
    });
  }

  private async call<T extends z.ZodMiniType>(
    call: ChromaCall,
    shape: T,
    place: FaultPlace = {},
  ): Promise<z.output<T>> {
    const { status, text } = await this.send({ ...call, path: `${this.#base}${call.path}` });
    const body = parseJson(text);
    if (status < 200 || status > 299) throw refusal(status, body, place);
    const parsed = shape.safeParse(body);
    if (parsed.success) return parsed.data;
    throw new StoreRefusedError('the store answered something that its API does not describe', {
      ...place,
      code: 'unexpected-answer',
    });
  }
}

function slicesOf(ids: readonly string[]): string[][] {
  const slices: string[][] = [];
  for (let from = 0; from < ids.length; from += RECORDS_AT_ONCE)
    slices.push(ids.slice(from, from + RECORDS_AT_ONCE));
  return slices;
}

/** Chroma's own code for the kind of error, never its message, which repeats values. */
function refusal(status: number, body: unknown, place: FaultPlace) {
  const { error } = (body ?? {}) as { error?: unknown };
  const code = typeof error === 'string' && /^[A-Za-z]{3,60}$/.test(error) ? error : `HTTP ${status}`;
  const at = { ...place, code };
  if (status === 401 || status === 403)
    return new StoreForbiddenError(`the store refused the token (${code})`, at);
  if (status === 404)
    return new StoreShapeError(`the store has no such database or collection (${code})`, at);
  if (status === 429 || status >= 500 || status === 408)
    return new StoreUnavailableError(`the store is not available (${code})`, at);
  if (status >= 300 && status < 400)
    return new StoreRefusedError('the store sent the call elsewhere, which is not followed', at);
  return new StoreRefusedError(`the store refused (${code})`, at);
}

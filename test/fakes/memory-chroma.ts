import type {
  ChromaAnswer,
  ChromaCall,
  SendToChroma,
} from '../../functions/connectors/chroma/chroma-transport';

interface Stored {
  readonly id: string;
  embedding: number[];
  document: string | null;
  metadata: Record<string, unknown> | null;
}

interface Held {
  readonly id: string;
  readonly name: string;
  dimension: number | null;
  records: Stored[];
}

type Body = Record<string, unknown>;

/**
 * Answers as a Chroma server does (1.x, API v2), as far as the connector and its tests ask it: the same
 * suites run against a real one. It compares every record, where Chroma has an index.
 */
export function memoryChroma(): SendToChroma {
  const databases = new Map<string, Held[]>();
  return async ({ method, path, body }: ChromaCall): Promise<ChromaAnswer> => {
    const [, database = '', rest = ''] =
      /^\/api\/v2\/tenants\/[^/]+\/databases(?:\/([^/]+)(?:\/collections(.*))?)?$/.exec(path) ?? [];
    if (database === '') return created(databases, (body as Body | undefined)?.name as string);
    const collections = databases.get(database);
    if (path.endsWith(`/${database}`))
      return collections ? ok({ name: database }) : failed(404, 'NotFoundError');
    // As the real one does: what is missing has no collections.
    if (!collections) return method === 'GET' && rest.startsWith('?') ? ok([]) : failed(404, 'NotFoundError');
    return answer(collections, method, rest, (body ?? {}) as Body);
  };
}

function created(databases: Map<string, Held[]>, name: string): ChromaAnswer {
  databases.set(name, []);
  return ok({});
}

function answer(collections: Held[], method: string, rest: string, body: Body): ChromaAnswer {
  const [, name = '', action = ''] = /^\/?([^/?]*)(?:\/(\w+))?/.exec(rest) ?? [];
  if (name === '' && method === 'GET') return listed(collections, new URLSearchParams(rest.split('?')[1]));
  if (name === '') return opened(collections, String(body.name));
  const held = collections.find((one) => [one.name, one.id].includes(decodeURIComponent(name)));
  if (!held) return failed(404, 'NotFoundError');
  if (method === 'GET') return ok(shown(held));
  const act = { add, get, query, update, delete: remove }[action];
  return act ? act(held, body) : failed(404, 'NotFoundError');
}

function listed(collections: readonly Held[], query: URLSearchParams): ChromaAnswer {
  const from = Number(query.get('offset'));
  return ok(collections.slice(from, from + Number(query.get('limit'))).map(shown));
}

function opened(collections: Held[], name: string): ChromaAnswer {
  const held = { id: crypto.randomUUID(), name, dimension: null, records: [] };
  collections.push(held);
  return ok(shown(held));
}

function shown({ id, name, dimension }: Held): Body {
  return { id, name, dimension, tenant: 'default_tenant', database: 'd', version: 0, log_position: 0 };
}

function add(held: Held, { ids, embeddings, metadatas, documents }: Body): ChromaAnswer {
  const all = ((metadatas ?? []) as Stored['metadata'][]).flatMap((one) => Object.values(one ?? {}));
  if (all.includes(null)) return failed(422, 'ChromaError');
  for (const [at, id] of (ids as string[]).entries()) {
    const embedding = ((embeddings as number[][])[at] ?? []).map(Math.fround).map(shortest);
    held.dimension ??= embedding.length;
    const metadata = withoutNulls(((metadatas ?? []) as Stored['metadata'][])[at] ?? null);
    const document = ((documents ?? []) as Stored['document'][])[at] ?? null;
    held.records.push({ id, embedding, document, metadata });
  }
  return { status: 201, text: '{}' };
}

/** The shortest number that is the same float of 32 bits. */
function shortest(number: number): number {
  for (let digits = 1; digits < 10; digits += 1) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === number) return short;
  }
  return number;
}

function withoutNulls(metadata: Stored['metadata']): Stored['metadata'] {
  return metadata && Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== null));
}

function get(held: Held, body: Body): ChromaAnswer {
  const ids = body.ids as string[] | undefined;
  const found = held.records.filter(
    (record) => (!ids || ids.includes(record.id)) && (!body.where || fits(record, body.where as Body)),
  );
  const from = Number(body.offset ?? 0);
  const page = found.slice(from, from + Number(body.limit ?? found.length));
  return ok(columns(page, body.include as string[]));
}

function fits({ metadata }: Stored, where: Body): boolean {
  return Object.entries(where).every(([field, condition]) => {
    if (field === '$or') return (condition as Body[]).some((part) => fits({ metadata } as Stored, part));
    const held = metadata?.[field];
    const { $in, $eq } = condition as { $in?: unknown[]; $eq?: unknown };
    return held !== undefined && ($in ? $in.includes(held) : held === $eq);
  });
}

function columns(page: readonly Stored[], include: readonly string[] = ['metadatas', 'documents']): Body {
  const only = (name: string, of: (record: Stored) => unknown) =>
    include.includes(name) ? page.map(of) : null;
  return {
    ids: page.map(({ id }) => id),
    metadatas: only('metadatas', ({ metadata }) => metadata),
    documents: only('documents', ({ document }) => document),
    embeddings: only('embeddings', ({ embedding }) => embedding),
    uris: only('uris', () => null),
    include,
  };
}

function query(held: Held, { query_embeddings: asked, n_results: most, include }: Body): ChromaAnswer {
  const [vector = []] = asked as number[][];
  if (vector.length !== held.dimension) return failed(400, 'InvalidArgumentError');
  const distance = ({ embedding }: Stored) =>
    embedding.reduce((sum, number, at) => sum + (number - (vector[at] ?? 0)) ** 2, 0);
  const near = [...held.records].sort((a, b) => distance(a) - distance(b)).slice(0, Number(most));
  const { ids, metadatas, embeddings } = columns(near, include as string[]);
  return ok({ ids: [ids], metadatas: [metadatas], embeddings: [embeddings], include });
}

function update(held: Held, { ids, metadatas, documents }: Body): ChromaAnswer {
  for (const [at, id] of (ids as string[]).entries()) {
    const record = held.records.find((one) => one.id === id);
    if (!record) continue;
    const change = ((metadatas ?? []) as Stored['metadata'][])[at];
    if (change) record.metadata = withoutNulls({ ...record.metadata, ...change });
    record.document = ((documents ?? []) as Stored['document'][])[at] ?? record.document;
  }
  return ok({});
}

function remove(held: Held, { ids }: Body): ChromaAnswer {
  const gone = (ids ?? []) as string[];
  held.records = held.records.filter(({ id }) => !gone.includes(id));
  return ok({ deleted: gone.length });
}

function ok(body: unknown): ChromaAnswer {
  return { status: 200, text: JSON.stringify(body) };
}

function failed(status: number, error: string): ChromaAnswer {
  return { status, text: JSON.stringify({ error, message: 'said by Chroma about ada@example.com' }) };
}

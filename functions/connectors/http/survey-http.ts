import { type FieldValue, StoreError, StoreUnavailableError } from '../connector';
import { fieldText } from '../exact-json';
import { freeNames } from '../free-name';
import type { Transport } from '../https/https-transport';
import { httpsTransport } from '../https/https-transport';
import type {
  OpenSurveyor,
  StoreSurvey,
  SurveyedCollection,
  SurveyedField,
  SurveyedReference,
  Surveyor,
  SurveyWish,
} from '../survey';
import { fieldsOfRecords, leftOutReasons } from '../survey-fields';
import { fieldNamesAmong } from '../telling-names';
import { atPath } from './at-path';
import { placeholdersIn } from './fill-template';
import { namedFields } from './named-fields';
import type { Stopwatch } from './pacer';
import type { Vendor, VendorEndpoint } from './vendor';
import { readVendorPage } from './vendor-pages';
import { isGone, type VendorRow } from './vendor-row';
import { secretsOf } from './vendor-secrets';
import { VendorSession } from './vendor-session';

/** @throws StoreUnavailableError where the file or a secret of it is missing */
export const openHttpSurveyor: OpenSurveyor = ({ store, vendor, credentials }) => {
  if (vendor === undefined)
    throw new StoreUnavailableError(`nothing says how to reach ${store.storeId}`, { code: 'no-vendor' });
  const described = vendor as Vendor;
  const secrets = secretsOf(described, 'secret' in credentials ? credentials.secret : undefined);
  return httpSurveyor({ vendor: described, secrets, transport: httpsTransport() });
};

/**
 * Endpoints, keys, references and erasures are taken from the file of the vendor. Fields are learned from
 * the samples that it names: lists without a value, so that no call names a person.
 */
export function httpSurveyor({
  vendor,
  secrets,
  transport,
  stopwatch,
}: {
  readonly vendor: Vendor;
  readonly secrets: Readonly<Record<string, string>>;
  readonly transport: Transport;
  readonly stopwatch?: Stopwatch;
}): Surveyor {
  const session = new VendorSession(vendor, secrets, transport, stopwatch);
  return { survey: (wish) => surveyVendor(session, wish), close: async () => undefined };
}

async function surveyVendor(session: VendorSession, wish: SurveyWish): Promise<StoreSurvey> {
  const { vendor } = session;
  await session.call(vendor.test, { values: {} });
  const notLookedAt: string[] = [];
  const seen: SeenEndpoint[] = [];
  const all = Object.entries(vendor.endpoints);
  for (const [at, [name, endpoint]] of all.entries()) {
    const twin = twinOf(endpoint, all.slice(0, at));
    if (twin !== undefined) notLookedAt.push(`${name}: ${otherWay(twin)}`);
    else seen.push(await look(session, { name, endpoint }, notLookedAt));
    wish.onProgress?.(at + 1, all.length);
  }
  const names = freeNames(
    seen.map(({ name }) => name),
    (name) => name,
  );
  const collections = seen.map((one) => collectionOf(one, { vendor, names, rows: wish.rows }));
  return { collections, notLookedAt };
}

/** Two endpoints that are asked the same question show the same rows, and differ in what an erasure does. */
function twinOf(
  endpoint: VendorEndpoint,
  earlier: readonly (readonly [string, VendorEndpoint])[],
): string | undefined {
  const asked = JSON.stringify(endpoint.reads);
  return endpoint.reads.length === 0
    ? undefined
    : earlier.find(([, other]) => JSON.stringify(other.reads) === asked)?.[0];
}

function otherWay(twin: string): string {
  return `shows the same rows as ${twin}, and treats them otherwise; to use it, set physical.endpoint on ${twin}`;
}

interface SeenEndpoint {
  readonly name: string;
  readonly endpoint: VendorEndpoint;
  readonly rows: readonly VendorRow[];
  /** Names of fields that rows show, or that the vendor lists since calls have to name them one by one. */
  readonly shown: readonly string[];
}

/** What cannot be sampled is drafted from the file alone. */
async function look(
  session: VendorSession,
  { name, endpoint }: Pick<SeenEndpoint, 'name' | 'endpoint'>,
  notLookedAt: string[],
): Promise<SeenEndpoint> {
  try {
    const listed = await listedFields(session, endpoint);
    const rows = await sampleOf(session, name, endpoint);
    if (rows === undefined)
      notLookedAt.push(`values of ${name}: the file of the vendor has no sample for it`);
    const { shown, left } = fieldNamesAmong(
      [...(rows ?? []).flatMap((row) => Object.keys(row)), ...listed],
      [...namedFields(endpoint), ...listed],
    );
    notLookedAt.push(...leftOutReasons(left).map((reason) => `${name}: ${reason}`));
    return { name, endpoint, shown, rows: rows ?? [] };
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind === 'no-answer') throw error;
    notLookedAt.push(`values of ${name}: ${error.message}`);
    return { name, endpoint, shown: [], rows: [] };
  }
}

async function sampleOf(
  session: VendorSession,
  name: string,
  { sample, lift, goneWhen }: VendorEndpoint,
): Promise<readonly VendorRow[] | undefined> {
  if (sample === undefined) return undefined;
  const { rowsAt, ...call } = sample;
  const list = { call, rowsAt, lift, collection: name, values: {}, isSample: true } as const;
  const { rows } = await readVendorPage(session, list, undefined);
  return rows.filter((row) => !isGone(goneWhen, row));
}

/** Where a row has to be asked for field by field, its fields are lifted out of one inner object. */
async function listedFields(
  session: VendorSession,
  { get, lift }: Pick<VendorEndpoint, 'get' | 'lift'>,
): Promise<string[]> {
  if (lift.length === 0) return [];
  const { lists } = session.vendor;
  const named = placeholdersIn(get?.body ?? '').flatMap((name) =>
    Object.hasOwn(lists, name) ? (lists[name] ?? []) : [],
  );
  const names: string[] = [];
  for (const { rowsAt, field, ...call } of named) {
    const { body } = await session.call(call, { values: {} });
    const rows = atPath(body, rowsAt);
    for (const row of Array.isArray(rows) ? rows : []) {
      const name = atPath(row, field);
      if (typeof name === 'string' && name !== '') names.push(name);
    }
  }
  return names;
}

interface Known {
  readonly vendor: Vendor;
  /** What each endpoint is called in the map. */
  readonly names: ReadonlyMap<string, string>;
  readonly rows: number;
}

function collectionOf(seen: SeenEndpoint, known: Known): SurveyedCollection {
  const { endpoint } = seen;
  const name = known.names.get(seen.name) ?? seen.name;
  const fields = fieldsOf(seen, known.rows);
  const references = referencesOf(endpoint, fields, known);
  return {
    name,
    place: name === seen.name ? {} : { endpoint: seen.name },
    keys: [{ fields: endpoint.key, isPrimary: true }],
    fields: fields.map((one) =>
      references.some(({ fields: [own] }) => own === one.name) ? filled(one) : one,
    ),
    references,
    foundBy: endpoint.reads.flatMap(({ by }) => ('identity' in by ? [by.identity] : [])),
    isOpenEnded: true,
  };
}

/** A row that was found by it holds it. */
function filled(field: SurveyedField): SurveyedField {
  return { ...field, isFilled: true };
}

function fieldsOf({ endpoint, shown, rows }: SeenEndpoint, limit: number): SurveyedField[] {
  const included = endpoint.includes.map(({ field }) => field);
  const names = [...new Set([...endpoint.key, ...shown, ...included])];
  return fieldsOfRecords(rows, names, { rows: limit, textOf }).map((field) => ({
    ...field,
    ...(included.includes(field.name) ? { kind: 'nested' as const } : {}),
    isFilled: endpoint.key.includes(field.name),
  }));
}

function textOf(value: unknown): string | undefined {
  return fieldText(value as FieldValue | undefined);
}

/** The field of a row that its list is asked by, where rows hold it and the other endpoint is drafted. */
function referencesOf(
  { reads, erase }: VendorEndpoint,
  fields: readonly SurveyedField[],
  { vendor: { endpoints }, names }: Known,
): SurveyedReference[] {
  return reads.flatMap(({ by }): SurveyedReference[] => {
    if ('identity' in by || !fields.some(({ name }) => name === by.param)) return [];
    const to = names.get(by.endpoint);
    if (to === undefined) return [];
    const goesToo = erase?.goesWith === by.endpoint && endpoints[by.endpoint]?.erase !== undefined;
    return [
      {
        fields: [by.param],
        to,
        toFields: [by.field],
        onDelete: goesToo ? 'goes-too' : 'refuses',
      },
    ];
  });
}

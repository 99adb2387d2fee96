import { StoreError, StoreUnavailableError } from '../connector';
import { freeName } from '../free-name';
import { groupBy } from '../group-by';
import type {
  OpenSurveyor,
  StoreSurvey,
  SurveyedCollection,
  SurveyedField,
  Surveyor,
  SurveyWish,
} from '../survey';
import { FEWEST_RECORDS, fieldsOfRecords, leftOutReasons, withoutNamesakes } from '../survey-fields';
import { fieldNamesAmong, mayIdentify, shownName } from '../telling-names';
import { countForms } from '../value-forms';
import { ChromaClient, type ChromaCollection, type ChromaRecord, RECORDS_AT_ONCE } from './chroma-client';
import { OWN_FIELDS } from './chroma-place';
import { chromaOverHttps } from './chroma-transport';

/** The host and the database are fixed by the desk file; the token comes resolved. */
export const openChromaSurveyor: OpenSurveyor = ({ connection, credentials }) => {
  const { address = '', tenant = 'default_tenant', database = 'default_database', network } = connection;
  const token = 'secret' in credentials ? credentials.secret : undefined;
  const access = { address, isPrivate: network === 'private', ...(token === undefined ? {} : { token }) };
  return chromaSurveyor(new ChromaClient(chromaOverHttps(access), { tenant, database }));
};

export function chromaSurveyor(client: ChromaClient): Surveyor {
  return { survey: (wish) => surveyDatabase(client, wish), close: async () => undefined };
}

async function surveyDatabase(client: ChromaClient, wish: SurveyWish): Promise<StoreSurvey> {
  await client.assertThere();
  const held = await client.collections();
  const collections: SurveyedCollection[] = [];
  const notLookedAt = ofOnePersonEach(held);
  const named = held.filter(({ name }) => !mayIdentify(name));
  for (const [at, one] of named.entries()) {
    try {
      const taken = new Set(collections.map(({ name }) => name));
      const { collection, reasons } = await surveyCollection(client, one, { wish, taken });
      collections.push(collection);
      notLookedAt.push(...reasons.map((reason) => `the collection ${one.name}: ${reason}`));
    } catch (error) {
      if (error instanceof StoreUnavailableError || !(error instanceof StoreError)) throw error;
      notLookedAt.push(`the collection ${one.name}: ${error.message}`);
    }
    wish.onProgress?.(at + 1, named.length);
  }
  return { collections, notLookedAt };
}

/** A map names each collection, so those that a program makes for each person have no place in it. */
function ofOnePersonEach(held: readonly ChromaCollection[]): string[] {
  const telling = held.filter(({ name }) => mayIdentify(name));
  return [...groupBy(telling, ({ name }) => shownName(name))].map(
    ([pattern, { length }]) =>
      `${length} of the collections, called ${pattern}, which may identify a person: describe them by hand if none does`,
  );
}

interface Surveying {
  readonly wish: SurveyWish;
  readonly taken: ReadonlySet<string>;
}

async function surveyCollection(
  client: ChromaClient,
  held: ChromaCollection,
  { wish, taken }: Surveying,
): Promise<{ readonly collection: SurveyedCollection; readonly reasons: readonly string[] }> {
  const limit = Math.min(RECORDS_AT_ONCE, Math.max(wish.rows, FEWEST_RECORDS));
  const records = await client.records(held, { limit, offset: 0 });
  const name = freeName(held.name, taken);
  const { shown, left } = fieldNamesAmong(records.flatMap(({ metadata }) => Object.keys(metadata)));
  const own = ownFields(records, wish.rows);
  const metadata = metadataFields(records, shown, wish.rows);
  const { fields, reasons } = withoutNamesakes(metadata, [...OWN_NAMES]);
  const collection: SurveyedCollection = {
    name,
    place: name === held.name ? {} : { table: held.name },
    keys: [{ fields: [OWN_FIELDS.id], isPrimary: true }],
    fields: [...own, ...fields],
    references: [],
    isOpenEnded: true,
    holdsParts: true,
  };
  return { collection, reasons: [...leftOutReasons(left), ...reasons] };
}

function ownFields(records: readonly ChromaRecord[], rows: number): SurveyedField[] {
  const text = (name: string, of: (record: ChromaRecord) => string | undefined): SurveyedField => ({
    name,
    kind: 'text',
    isFilled: name === OWN_FIELDS.id,
    forms: countForms(records.slice(0, rows).map(of)),
  });
  const hasUri = records.some(({ uri }) => uri !== undefined);
  return [
    text(OWN_FIELDS.id, ({ id }) => id),
    text(OWN_FIELDS.document, ({ document }) => document),
    ...(hasUri ? [text(OWN_FIELDS.uri, ({ uri }) => uri)] : []),
    { name: OWN_FIELDS.embedding, kind: 'other', isFilled: true, forms: {} },
  ];
}

const OWN_NAMES: ReadonlySet<string> = new Set(Object.values(OWN_FIELDS));

function metadataFields(
  records: readonly ChromaRecord[],
  names: readonly string[],
  rows: number,
): SurveyedField[] {
  const metadata = records.map((record) => record.metadata);
  return fieldsOfRecords(metadata, names, { rows, textOf }).map((field) => ({
    ...field,
    name: OWN_NAMES.has(field.name) ? `metadata.${field.name}` : field.name,
  }));
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;
}

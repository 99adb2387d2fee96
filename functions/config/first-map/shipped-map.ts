import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type {
  StoreSurvey,
  SurveyedCollection,
  SurveyedField,
  SurveyedReference,
  ToldField,
} from '../../connectors/survey';
import { type CollectionYaml, dataMapFile, type FieldYaml } from '../map/data-map-schema';
import { vendorPath } from '../vendor/read-vendor';

/**
 * The survey of a vendor with what the map that comes with Rightsdesk says of its endpoints and fields: that
 * was written from the vendor's own pages, and is no guess. Fields that only the account has stay guesses.
 *
 * @param vendor as the desk file names it; own files have no such map, and the survey stays as it is
 */
export function withShippedMap(survey: StoreSurvey, vendor: string | undefined): StoreSurvey {
  const shipped = shippedCollections(vendor);
  return {
    ...survey,
    collections: survey.collections.map((one) => {
      const told = shipped.find(({ name }) => name === one.name);
      return told === undefined ? one : withTold(one, told);
    }),
  };
}

function shippedCollections(vendor: string | undefined): readonly CollectionYaml[] {
  if (vendor === undefined || !/^[a-z][a-z0-9-]*$/.test(vendor)) return [];
  const path = vendorPath(vendor, '').replace(/\.yaml$/, '.map.yaml');
  if (!existsSync(path)) return [];
  const { dataset } = dataMapFile.parse(parse(readFileSync(path, 'utf8')));
  return (dataset ?? []).flatMap(({ collections }) => collections);
}

function withTold(one: SurveyedCollection, shipped: CollectionYaml): SurveyedCollection {
  const { title, own_record: isOwnRecord = false } = shipped.rightsdesk_meta ?? {};
  const told = toldFields(shipped);
  const known = new Set(one.fields.map(({ name }) => name));
  const missing = [...told.keys()].filter((name) => !known.has(name)).map(unseenField);
  const held = new Set(one.references.flatMap(({ fields }) => fields));
  const references = shipped.fields
    .flatMap(referencesIn)
    .filter(({ fields: [name = ''] }) => !held.has(name));
  return {
    ...one,
    fields: [...one.fields, ...missing].map((field) => {
      const words = told.get(field.name);
      return words === undefined ? field : { ...field, told: words };
    }),
    references: [...one.references, ...references],
    told: { isOwnRecord, ...(title === undefined ? {} : { title }) },
  };
}

/** A field that no row of the sample held. */
function unseenField(name: string): SurveyedField {
  return { name, kind: 'text', isFilled: false, forms: {} };
}

function toldFields({ fields, rightsdesk_meta: meta }: CollectionYaml): ReadonlyMap<string, ToldField> {
  const listed = fields.map((field): [string, ToldField] => [String(field.name), toldField(field)]);
  const also = (meta?.also ?? []).flatMap(({ data_categories: [category = 'user'], fields: names }) =>
    names.map((name): [string, ToldField] => [name, { category }]),
  );
  return new Map([...also, ...listed]);
}

function toldField({
  data_categories: categories,
  fides_meta: fides,
  rightsdesk_meta: own,
}: FieldYaml): ToldField {
  const [category = 'user'] = categories ?? [];
  return {
    category,
    ...(fides?.identity === 'email' ? { isIdentity: true as const } : {}),
    ...(own?.opt_out ? { optOut: own.opt_out } : {}),
  };
}

function referencesIn({ name, fides_meta: fides }: FieldYaml): SurveyedReference[] {
  return (fides?.references ?? []).flatMap(({ field }): SurveyedReference[] => {
    const [to = '', ...toField] = field.split('.');
    return [{ fields: [String(name)], to, toFields: [toField.join('.')], onDelete: 'refuses' }];
  });
}

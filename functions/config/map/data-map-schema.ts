import * as z from 'zod';
import {
  categories,
  collectionMeta,
  datasetMeta,
  fidesKey,
  fieldMeta,
  identityKinds,
  nonEmptyText,
  systemMeta,
  textOrNumber,
} from './rightsdesk-meta-schema';

/**
 * The YAML a data map is written in: fideslang (https://github.com/IABTechLab/fideslang, formerly
 * ethyca/fideslang, `src/fideslang/models.py`) with one more key, `rightsdesk_meta`, wherever fideslang has
 * no word for what an answer must say. fideslang's own parts are read loosely, as fideslang reads them
 * itself (`extra="ignore"`); `rightsdesk_meta` is read strictly, so that a typing error is found.
 */
const reference = z.looseObject({
  dataset: fidesKey,
  field: nonEmptyText,
  direction: z.enum(['from', 'to']).nullish(),
  where: z
    .record(nonEmptyText, textOrNumber)
    .nullish()
    .describe('Only in rows whose fields hold these values: for a reference by a pair of type and id.'),
});

const fieldFidesMeta = z.looseObject({
  identity: nonEmptyText.nullish(),
  primary_key: z.boolean().nullish(),
  references: z.array(reference).nullish(),
  data_type: nonEmptyText.nullish(),
});

const field = z.looseObject({
  name: textOrNumber,
  description: z.string().nullish(),
  data_categories: categories,
  fides_meta: fieldFidesMeta.nullish(),
  fidesops_meta: fieldFidesMeta.nullish(),
  rightsdesk_meta: fieldMeta.nullish(),
  get fields() {
    return z.array(field).nullish();
  },
});

const collectionFidesMeta = z.looseObject({
  after: z.array(nonEmptyText).nullish(),
  erase_after: z.array(nonEmptyText).nullish(),
  skip_processing: z.boolean().nullish(),
});

const collection = z.looseObject({
  name: textOrNumber,
  description: z.string().nullish(),
  data_categories: categories,
  fields: z.array(field),
  fides_meta: collectionFidesMeta.nullish(),
  fidesops_meta: collectionFidesMeta.nullish(),
  rightsdesk_meta: collectionMeta.nullish(),
});

const dataset = z.looseObject({
  fides_key: fidesKey,
  name: z.string().nullish(),
  description: z.string().nullish(),
  data_categories: categories,
  collections: z.array(collection),
  fides_meta: z
    .looseObject({ namespace: z.looseObject({ schema: nonEmptyText.nullish() }).nullish() })
    .nullish(),
  rightsdesk_meta: datasetMeta.nullish(),
});

const contact = z.looseObject({
  name: z.string().nullish(),
  address: z.string().nullish(),
  email: z.string().nullish(),
  phone: textOrNumber.nullish(),
});

const organization = z.looseObject({
  fides_key: fidesKey,
  name: z.string().nullish(),
  controller: contact.nullish(),
  data_protection_officer: contact.nullish(),
  rightsdesk_meta: z.strictObject({ identity_kinds: identityKinds }).nullish(),
});

const privacyDeclaration = z.looseObject({
  name: z.string().nullish(),
  data_categories: z.array(nonEmptyText),
  data_use: fidesKey,
  dataset_references: z.array(fidesKey).nullish(),
  legal_basis_for_processing: nonEmptyText.nullish(),
  retention_period: textOrNumber.nullish(),
  data_shared_with_third_parties: z.boolean().nullish(),
  third_parties: z.string().nullish(),
});

const dataFlow = z.looseObject({ fides_key: fidesKey, type: nonEmptyText });

const system = z.looseObject({
  fides_key: fidesKey,
  name: z.string().nullish(),
  legal_name: z.string().nullish(),
  dpo: z.string().nullish(),
  responsibility: z.array(z.string()).nullish(),
  egress: z.array(dataFlow).nullish(),
  ingress: z.array(dataFlow).nullish(),
  dataset_references: z.array(fidesKey).nullish(),
  does_international_transfers: z.boolean().nullish(),
  uses_profiling: z.boolean().nullish(),
  privacy_declarations: z.array(privacyDeclaration),
  rightsdesk_meta: systemMeta.nullish(),
});

const dataCategory = z.looseObject({
  fides_key: fidesKey,
  parent_key: nonEmptyText.nullish(),
  rightsdesk_meta: z
    .strictObject({
      like: nonEmptyText.describe('The category of fideslang that this one is to be treated like.'),
    })
    .nullish(),
});

/**
 * One YAML file of a data map. Any of the four keys may be absent; other keys of fideslang (policies, uses,
 * subjects) are allowed and not read.
 */
export const dataMapFile = z.looseObject({
  dataset: z.array(dataset).nullish(),
  system: z.array(system).nullish(),
  organization: z.array(organization).nullish(),
  data_category: z.array(dataCategory).nullish(),
});

export type DatasetYaml = z.output<typeof dataset>;
export type CollectionYaml = z.output<typeof collection>;
export type FieldYaml = z.output<typeof field>;
export type SystemYaml = z.output<typeof system>;
export type OrganizationYaml = z.output<typeof organization>;
export type CategoryYaml = z.output<typeof dataCategory>;
export type PhysicalYaml = Readonly<Record<string, unknown>>;

/**
 * JSON Schema (draft 2020-12) of a data map file, so that editors complete and check `rightsdesk_meta` while
 * one types.
 */
export function dataMapJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(dataMapFile, { io: 'input' });
  return { ...schema, title: 'Rightsdesk data map (fideslang with rightsdesk_meta)' };
}

import { fieldsOfForm, parseKeyForm } from '../domain/key-form';
import { readS3Prefix } from '../domain/s3-prefix';
import type { DraftCollection } from './draft-map';

/**
 * The fields that together name a row, wherever the map says so: in the form of a DynamoDB key, in the
 * folders of an S3 prefix, or by `primary_key`. Empty where it
 * leaves that to the store.
 */
export function keyFieldsOf({ store, physical, node, primaryKey }: DraftCollection): readonly string[] {
  if (store.kind === 'dynamodb' && physical.keys) return fieldsOf(Object.values(physical.keys));
  if (store.kind !== 's3') return primaryKey;
  const written = node.fields.filter((field) => (field.fides_meta ?? field.fidesops_meta)?.primary_key);
  if (written.length > 0) return written.map(({ name }) => name);
  return readS3Prefix(physical.prefix ?? '')?.fields ?? [];
}

function fieldsOf(forms: readonly string[]): string[] {
  return [...new Set(forms.flatMap((form) => fieldsOfForm(parseKeyForm(form))))];
}

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { FieldValue } from '../connector';
import { exactNumber } from '../exact-json';

export type Item = Readonly<Record<string, AttributeValue>>;

/** An attribute as an exact value: numbers with more digits than a double keeps stay text, binary becomes base64, sets become lists. */
export function dynamoValue(attribute: AttributeValue | undefined): FieldValue {
  if (attribute === undefined || attribute.NULL) {
    return null;
  }
  if (attribute.N !== undefined) {
    return exactNumber(attribute.N);
  }
  if (attribute.B !== undefined) {
    return base64(attribute.B);
  }
  if (attribute.L !== undefined) {
    return attribute.L.map(dynamoValue);
  }
  if (attribute.M !== undefined) {
    return dynamoValues(attribute.M);
  }
  const sets = attribute.SS ?? attribute.NS?.map(exactNumber) ?? attribute.BS?.map(base64);
  return sets ?? attribute.S ?? attribute.BOOL ?? null;
}

export function dynamoValues(item: Item): Readonly<Record<string, FieldValue>> {
  return Object.fromEntries(
    Object.entries(item).map(([field, attribute]) => [field, dynamoValue(attribute)]),
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The attribute that holds a value of the map (`blank_with`, an opt-out). */
export function toAttribute(value: string | number | boolean): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: String(value) };
    default:
      return { BOOL: value };
  }
}

/** Text as a key attribute of the type that the table declares; undefined when no key of that type can have this text. */
export function keyAttribute(text: string, type: string): AttributeValue | undefined {
  if (type === 'N') {
    return /^(?:0|-?[1-9]\d{0,37}|-?(?:0|[1-9]\d{0,18})\.\d{0,18}[1-9])$/.test(text)
      ? { N: text }
      : undefined;
  }
  const bytes = Buffer.byteLength(text);
  return bytes > 0 && bytes <= 1_024 && !/\p{Surrogate}/u.test(text) ? { S: text } : undefined;
}

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { FieldValue } from '../connector';
import { exactNumber } from '../exact-json';

export type Item = Readonly<Record<string, AttributeValue>>;

/**
 * An attribute as an exact value: numbers with more digits than a double keeps stay text, binary becomes
 * base64, sets become lists.
 */
export function dynamoValue(attribute: AttributeValue | undefined): FieldValue {
  if (attribute === undefined || attribute.NULL) return null;
  if (attribute.N !== undefined) return exactNumber(attribute.N);
  if (attribute.B !== undefined) return base64(attribute.B);
  if (attribute.L !== undefined) {
    const numbers = attribute.L.flatMap((item) => item.N ?? []);
    return numbers.length === attribute.L.length ? sameKind(numbers) : attribute.L.map(dynamoValue);
  }
  if (attribute.M !== undefined) return dynamoValues(attribute.M);
  const numbers = attribute.NS && sameKind(attribute.NS);
  return attribute.SS ?? numbers ?? attribute.BS?.map(base64) ?? attribute.S ?? attribute.BOOL ?? null;
}

export function dynamoValues(item: Item): Readonly<Record<string, FieldValue>> {
  return Object.fromEntries(
    Object.entries(item).map(([field, attribute]) => [field, dynamoValue(attribute)]),
  );
}

/** Numbers that belong together: as soon as one needs to be text, all are. */
function sameKind(numbers: readonly string[]): FieldValue {
  const exact = numbers.map(exactNumber);
  return exact.every((one) => typeof one === 'number') ? exact : numbers;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** The attribute that holds a value of the map (`blank_with`, an opt-out). */
export function toAttribute(value: string | number | boolean | null): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    default:
      return { NULL: true };
  }
}

/** A key attribute as the text that names it; undefined when it is none. */
export function keyAttributeText(attribute: AttributeValue | undefined): string | undefined {
  return attribute?.S ?? attribute?.N ?? (attribute?.B && base64(attribute.B));
}

/**
 * Bytes that a key can have.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const MAX_KEY_BYTES = { hash: 2_048, range: 1_024 } as const;

/**
 * Text as a key attribute of the type that the table declares; undefined when no key of that type can have
 * this text. A number has one spelling only, the one that DynamoDB itself gives.
 */
export function keyAttribute(text: string, type: string, side: 'hash' | 'range'): AttributeValue | undefined {
  if (type === 'N') return isNumberSpelling(text) ? { N: text } : undefined;
  if (type !== 'S' || /\p{Surrogate}/u.test(text)) return undefined;
  const bytes = Buffer.byteLength(text);
  return bytes > 0 && bytes <= MAX_KEY_BYTES[side] ? { S: text } : undefined;
}

/** Up to 38 digits that count, between 1E-130 and 1E+126. */
function isNumberSpelling(text: string): boolean {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/.test(text) || text === '-0' || text.length > 180) return false;
  const counting = text.replaceAll(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return counting.length <= 38 && text.replace(/^-|\..*/g, '').length <= 126;
}

/** The key attribute that a row's own key names, however DynamoDB spelt it. */
export function keyIfValid(text: string, type: string): AttributeValue | undefined {
  if (type === 'B') return { B: Buffer.from(text, 'base64') };
  if (type === 'N') return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? { N: text } : undefined;
  return keyAttribute(text, 'S', 'hash');
}

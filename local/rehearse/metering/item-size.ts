/** A value of DynamoDB as it goes over the wire: one key, which is its type. */
export type WireValue = Readonly<Record<string, unknown>>;
export type WireItem = Readonly<Record<string, WireValue>>;

const utf8 = (text: string) => Buffer.byteLength(text, 'utf8');

/**
 * Bytes of an item as DynamoDB charges for it: names and values, without the hundred bytes that storage adds.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: WireItem): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name) + valueBytes(value), 0);
}

/** Lists and maps: three bytes, and one for each of their elements. */
const HOLDER = 3;

function valueBytes(value: WireValue): number {
  const [[type, content] = ['NULL', true]] = Object.entries(value);
  switch (type) {
    case 'S':
      return utf8(String(content));
    case 'N':
      return numberBytes(String(content));
    case 'B':
      return Buffer.from(String(content), 'base64').length;
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'SS':
    case 'NS':
    case 'BS':
      return (content as string[]).reduce((sum, one) => sum + valueBytes({ [type.slice(0, 1)]: one }), 0);
    case 'L':
      return (content as WireValue[]).reduce((sum, one) => sum + 1 + valueBytes(one), HOLDER);
    case 'M':
      return HOLDER + Object.keys(content as WireItem).length + itemBytes(content as WireItem);
    default:
      throw new Error(`DynamoDB has no type ${type}`);
  }
}

/** About half a byte for each significant digit, one for the exponent, one for a minus sign. */
function numberBytes(text: string): number {
  const [mantissa = '0', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace(/^[-+]/, '').split('.');
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return 1;
  // Digits are stored in pairs that are counted from the decimal point: a number may begin and end in the
  // middle of one.
  const last = Number(exponent) - fraction.length + (digits.length - significant.length);
  const first = last + significant.length;
  const pairs = Math.ceil(first / 2) - Math.floor(last / 2);
  return 1 + pairs + (text.startsWith('-') ? 1 : 0);
}

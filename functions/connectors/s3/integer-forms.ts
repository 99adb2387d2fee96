/** Numbers of more digits are no identifiers; an exponent must not make one without end. */
const MAX_DIGITS = 60;
/** So many digits a cell of Excel keeps, and a double, which may need up to 17 to be written. */
const KEPT_DIGITS = [15, 16, 17];

/** One way to read a text as a whole number. */
interface Reading {
  /** Without zeros before them. */
  readonly digits: string;
  /** As many of them as were written: an exponent may stand for digits that were rounded away. */
  readonly known: number;
}

const PLAIN = /^\+?(\d+)(?:[.,]0*)?$/;
const GROUPED = /^\+?(\d{1,3}(?:[.,'_\u2019\s]\d{3})+)(?:[.,]0*)?$/;
/** As in India: 1,23,45,678. */
const INDIAN = /^\+?(\d{1,2}(?:,\d{2})+,\d{3})(?:\.0*)?$/;
const WITH_EXPONENT = /^\+?(\d+)(?:[.,](\d*))?e([+-]?\d{1,3})$/i;

/**
 * Whether a text may stand for a whole number: with zeros before it or a fraction of nothing behind it, with
 * its thousands apart, with an exponent, or rounded to the digits that a spreadsheet shows or a double holds.
 *
 * @param wanted - digits, perhaps with zeros before them
 */
export function mayBeInteger(text: string, wanted: string): boolean {
  const digits = withoutZeros(wanted);
  return readings(text).some((one) => isSame(one, digits));
}

/** Whether a text is a number of which digits may have been rounded away, so that it names nobody. */
export function isRounded(text: string): boolean {
  return /^[+'=]*\d(?:[.,]\d+e\+?|e\+)\d+$/i.test(text.trim());
}

function readings(text: string): Reading[] {
  const [, plain] = PLAIN.exec(text) ?? [];
  const [, grouped] = GROUPED.exec(text) ?? [];
  const [, indian] = INDIAN.exec(text) ?? [];
  const whole = [plain, (grouped ?? indian)?.replaceAll(/\D/g, '')].flatMap((one) => {
    const digits = withoutZeros(one ?? '');
    return digits === '' || digits.length > MAX_DIGITS ? [] : [{ digits, known: digits.length }];
  });
  return [...whole, ...withExponent(text)];
}

function withExponent(text: string): Reading[] {
  const [, whole, fraction = '', exponent = ''] = WITH_EXPONENT.exec(text) ?? [];
  if (whole === undefined) return [];
  const written = whole + fraction;
  const length = whole.length + Number(exponent);
  const isWhole = length > 0 && length <= MAX_DIGITS && /^0*$/.test(written.slice(length));
  const digits = withoutZeros(written.slice(0, length).padEnd(length, '0'));
  return isWhole && digits !== '' ? [{ digits, known: withoutZeros(written).length }] : [];
}

function isSame({ digits, known }: Reading, wanted: string): boolean {
  if (digits === wanted) return true;
  const kept = known < digits.length ? [known] : KEPT_DIGITS;
  return (
    kept.some((first) => cutOrRounded(wanted, first).includes(digits)) || asDouble(wanted).includes(digits)
  );
}

/** What a program writes that has read the number as a double: all its digits, or as few as tell it apart. */
function asDouble(digits: string): string[] {
  if (digits.length < Math.min(...KEPT_DIGITS) || digits.length > MAX_DIGITS) return [];
  const number = Number(digits);
  const short = String(number);
  const expanded = withExponent(short).map((one) => one.digits);
  return [String(BigInt(number)), ...(expanded.length > 0 ? expanded : [short])];
}

/** A number with only its first digits, cut off there and rounded there. */
function cutOrRounded(digits: string, kept: number): string[] {
  const zeros = digits.length - kept;
  if (zeros <= 0) return [];
  const [unit, number] = [10n ** BigInt(zeros), BigInt(digits)];
  return [number - (number % unit), number - (number % unit) + unit].map(String);
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

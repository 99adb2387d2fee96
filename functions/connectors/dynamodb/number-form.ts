const NUMBER = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * One text for all spellings of a number, digit by digit; undefined when it is none. DynamoDB trims the
 * zeros before and after what it is given, so that 19.90 is read back as 19.9
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html).
 */
export function numberForm(text: string): string | undefined {
  const [, sign, whole = '', part = '', power = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const digits = `${whole}${part}`.replace(/^0+/, '');
  const counting = digits.replace(/0+$/, '');
  if (counting === '') return '0';
  const exponent = BigInt(power) - BigInt(part.length) + BigInt(digits.length - counting.length);
  return `${sign === '-' ? '-' : ''}${counting}e${exponent}`;
}

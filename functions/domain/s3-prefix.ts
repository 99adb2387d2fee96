/**
 * The beginning of an S3 key with the identifiers in it, such as `tenants/{tenant}/users/{number}/` or
 * `cards/{number}.json`.
 *
 * A folder or a file name holds at most one identifier, so that a key can be split in one way only and 12
 * never finds what is 123's. A prefix that ends after an identifier without a slash is the whole key.
 */
export interface S3Prefix {
  /** In the order of the key. */
  readonly fields: readonly string[];
  /** The fixed text before, between and after the identifiers: one more than there are fields. */
  readonly texts: readonly string[];
  /** Nothing may follow: `cards/12.json` is one object, `uploads/12/` a folder. */
  readonly whole: boolean;
}

/** Reads a prefix; undefined when it has no identifier, or could be split in more than one way. */
export function readS3Prefix(prefix: string): S3Prefix | undefined {
  const parts = prefix.split(/\{([^{}]+)\}/);
  const fields = parts.filter((_, at) => at % 2 === 1);
  const texts = parts.filter((_, at) => at % 2 === 0);
  const [last = ''] = texts.slice(-1);
  const apart = texts.slice(1, -1).every((text) => text.includes('/'));
  const sound = fields.length > 0 && new Set(fields).size === fields.length && apart && last !== '';
  return sound && !texts.some((text) => /[{}]/.test(text))
    ? { fields, texts, whole: !last.includes('/') }
    : undefined;
}

/** The identifiers in a key, in the order of the fields; undefined when the key is not under this prefix. */
export function identifiersInKey({ texts, whole }: S3Prefix, key: string): readonly string[] | undefined {
  const [first = '', ...others] = texts.map((text) =>
    text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`),
  );
  const pattern = [first, ...others.map((text) => `([^/]+)${text}`)].join('');
  return new RegExp(`^${pattern}${whole ? '$' : ''}`, 's').exec(key)?.slice(1);
}

/** Whether a value can be one folder or file name of a key. */
export function canBeInKey(value: string): boolean {
  return (
    value !== '' && value !== '.' && value !== '..' && !/[/\0]/.test(value) && !/\p{Surrogate}/u.test(value)
  );
}

import type { Context } from 'hono';

/** A form's text fields, without its files. If a field was sent twice, the last value counts. */
export type Fields = Readonly<Record<string, string>>;

/** Text fields are cut to this many characters; each field's own rule checks how much it may hold. */
const MAX_FIELD_LENGTH = 10_000;

/**
 * The body did not arrive as a form: it is cut off, has the wrong boundary, or is something else. The
 * sender's fault, not ours.
 */
export class UnreadableFormError extends Error {
  override readonly name = 'UnreadableFormError';
}

/**
 * Reads the text fields of the posted form.
 *
 * @throws {UnreadableFormError} which every application answers with a page that says what to do
 */
export async function readFields(c: Context): Promise<Fields> {
  const body = await readBody(c, {});
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts.map(([name, value]) => [name, value.slice(0, MAX_FIELD_LENGTH)]));
}

/** All files of one field that are not empty. Throws as {@link readFields} does. */
export async function readFiles(c: Context, field: string): Promise<File[]> {
  const body = await readBody(c, { all: true });
  const value = body[field];
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter((item): item is File => item instanceof File && item.size > 0);
}

async function readBody<O extends { all?: true }>(c: Context, options: O) {
  try {
    return await c.req.parseBody(options);
  } catch {
    throw new UnreadableFormError('the body of the request is not a form');
  }
}

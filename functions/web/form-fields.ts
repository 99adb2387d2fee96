import type { Context } from 'hono';

/** A form's text fields. A field sent twice counts once (the last); files are not among them. */
export type Fields = Readonly<Record<string, string>>;

/**
 * No text field is read beyond this many characters; what a field may really hold is checked by its own rule.
 */
const LONGEST = 10_000;

/**
 * What a browser sends for a form did not arrive as one: cut off, with the wrong boundary, or in another
 * shape. The sender's fault, not ours.
 */
export class UnreadableFormError extends Error {
  override readonly name = 'UnreadableFormError';
}

/** @throws {UnreadableFormError} which every application answers with a page that says what to do */
export async function readFields(c: Context): Promise<Fields> {
  const body = await readBody(c, {});
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts.map(([name, value]) => [name, value.slice(0, LONGEST)]));
}

/** All files of one field that hold anything. Throws as {@link readFields} does. */
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
    throw new UnreadableFormError('the body of the request is no form');
  }
}

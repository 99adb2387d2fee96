import type { Context } from 'hono';

/** A form's text fields. A field sent twice counts once (the last); files are not among them. */
export type Fields = Readonly<Record<string, string>>;

/** No text field is read beyond this many characters; what a field may really hold is checked by its own rule. */
const LONGEST = 10_000;

export async function readFields(c: Context): Promise<Fields> {
  const body = await c.req.parseBody();
  const texts = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(texts.map(([name, value]) => [name, value.slice(0, LONGEST)]));
}

/** All files of one field that hold anything. */
export async function readFiles(c: Context, field: string): Promise<File[]> {
  const body = await c.req.parseBody({ all: true });
  const value = body[field];
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter((item): item is File => item instanceof File && item.size > 0);
}

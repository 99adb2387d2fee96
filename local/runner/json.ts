/** Any value that travels between states: what `JSON.parse` may return. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON object, as against an array or a scalar. */
export type JsonObject = { [key: string]: Json };

/** Tells a JSON object from arrays, scalars and null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

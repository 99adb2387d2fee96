/**
 * The properties that have a value, so that an optional property is left out rather than set to `undefined`
 * (`exactOptionalPropertyTypes` tells the two apart):
 * `{ name, ...defined({ region: settings.region }) }`.
 */
export function defined<T extends object>(properties: T): Defined<T> {
  const held = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(held) as Defined<T>;
}

/** A property that may be `undefined` is optional instead; the others stay as they are. */
export type Defined<T extends object> = {
  [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key];
} & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

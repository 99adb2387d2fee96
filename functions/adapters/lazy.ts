/** An object whose properties are built on first use, and only once. */
export function lazy<T extends object>(makers: { readonly [K in keyof T]: () => T[K] }): T {
  const made = new Map<string, unknown>();
  const parts = Object.entries(makers as Record<string, () => unknown>).map(([name, make]) => {
    const get = () => {
      if (!made.has(name)) made.set(name, make());
      return made.get(name);
    };
    return [name, { get, enumerable: true, configurable: true }] as const;
  });
  return Object.defineProperties({}, Object.fromEntries(parts)) as T;
}

/** Sets a field whose name comes from a store: a plain assignment of `__proto__` would be lost. */
export function setField<T>(record: Record<string, T>, name: string, value: T): void {
  if (name !== '__proto__') record[name] = value;
  else Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true });
}

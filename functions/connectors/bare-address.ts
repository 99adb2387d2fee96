/**
 * The address with nothing around it that could belong to a longer one: neither `frida@x.example` nor
 * `ida@x.example.com` is meant. A pattern over lower-cased text that JavaScript and PostgreSQL both read.
 */
export function bareAddress(address: string): string {
  const literal = address.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `(^|[^a-z0-9._%+-])${literal}($|[^a-z0-9._-]|[.]($|[^a-z0-9]))`;
}

/** Whether a value is an address and nothing else, and so may be looked for inside longer texts. */
export function isBareAddress(value: string): boolean {
  return /^[^\s@,;<>"\0]+@[^\s@,;<>"\0]+$/.test(value);
}

/** The name without dots, as collections of a map are called, with a number where it is taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const wanted = name.replaceAll('.', '_');
  let free = wanted;
  for (let count = 2; taken.has(free); count += 1) free = `${wanted}_${count}`;
  return free;
}

/** What each is called in the map: no two alike. */
export function freeNames<T>(all: readonly T[], wantedFor: (one: T) => string): ReadonlyMap<T, string> {
  const taken = new Set<string>();
  const names = new Map<T, string>();
  for (const one of all) {
    const name = freeName(wantedFor(one), taken);
    taken.add(name);
    names.set(one, name);
  }
  return names;
}

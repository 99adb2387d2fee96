/** `first` has to be erased before `later`, or together with it where the reverse holds as well. */
export interface EraseBefore {
  readonly first: string;
  readonly later: string;
}

/**
 * Names in an order that fulfils all of these; those that depend on one another in a circle are one group
 * (Tarjan's strongly connected components, which end with whatever depends on nothing).
 */
export function groupsInOrder(names: readonly string[], edges: readonly EraseBefore[]): string[][] {
  const groups: string[][] = [];
  const numbers = new Map<string, number>();
  const open: string[] = [];
  const visit = (name: string): number => {
    const own = numbers.size;
    numbers.set(name, own);
    open.push(name);
    const before = edges.filter(({ later }) => later === name).map(({ first }) => first);
    const lowest = before.reduce((low, first) => {
      if (!numbers.has(first)) return Math.min(low, visit(first));
      return open.includes(first) ? Math.min(low, numbers.get(first) ?? low) : low;
    }, own);
    if (lowest === own) groups.push(open.splice(open.indexOf(name)));
    return lowest;
  };
  for (const name of names) if (!numbers.has(name)) visit(name);
  return groups;
}

/** `first` has to be erased before `later`, or together with it where the reverse holds as well. */
export interface EraseBefore {
  readonly first: string;
  readonly later: string;
}

/**
 * Groups of nodes in an order that fulfils all of these; nodes that depend on one another in a circle are one
 * group. Otherwise they keep their order.
 */
export function eraseGroups(nodes: readonly string[], edges: readonly EraseBefore[]): string[][] {
  const reaches = new Map(nodes.map((node) => [node, reachable(node, edges)]));
  const together = (a: string, b: string) => a === b || (reaches.get(a)?.has(b) && reaches.get(b)?.has(a));
  const groups: string[][] = [];
  for (const node of nodes) {
    const group = groups.find(([member = '']) => together(member, node));
    if (group) group.push(node);
    else groups.push([node]);
  }
  return inOrder(groups, (a, b) => a.some((one) => b.some((other) => reaches.get(one)?.has(other))));
}

function reachable(from: string, edges: readonly EraseBefore[]): Set<string> {
  const seen = new Set<string>();
  const visit = (node: string): void => {
    for (const { first, later } of edges) {
      if (first === node && !seen.has(later)) {
        seen.add(later);
        visit(later);
      }
    }
  };
  visit(from);
  return seen;
}

/** Takes the first group before which no other group has to go, until none is left. */
function inOrder(groups: readonly string[][], before: (a: string[], b: string[]) => boolean): string[][] {
  const left = [...groups];
  const ordered: string[][] = [];
  while (left.length > 0) {
    const free = left.findIndex((one) => !left.some((other) => other !== one && before(other, one)));
    ordered.push(...left.splice(Math.max(free, 0), 1));
  }
  return ordered;
}

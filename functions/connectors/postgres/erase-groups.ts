/** `first` has to go before `later`; or with it, where the other way round holds as well. */
export interface Before {
  readonly first: string;
  readonly later: string;
}

/**
 * Nodes in an order that keeps all of these; those that hang on each other in a ring are one group. Otherwise
 * as they came.
 */
export function eraseGroups(nodes: readonly string[], edges: readonly Before[]): string[][] {
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

function reachable(from: string, edges: readonly Before[]): Set<string> {
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

/** Takes the first group that nothing left has to go before, until none is left. */
function inOrder(groups: readonly string[][], before: (a: string[], b: string[]) => boolean): string[][] {
  const left = [...groups];
  const ordered: string[][] = [];
  while (left.length > 0) {
    const free = left.findIndex((one) => !left.some((other) => other !== one && before(other, one)));
    ordered.push(...left.splice(Math.max(free, 0), 1));
  }
  return ordered;
}

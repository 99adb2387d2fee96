/** Who imports whom, as sets of names: of files, or of folders if `nodeOf` maps a file to its folder. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * One import: the file that has it, and the file that it names, both from the root; the second without its
 * extension.
 */
export interface Import {
  readonly file: string;
  readonly target: string;
}

/** The graph of those imports that lead to another node among `files`. */
export function graphOf(
  files: readonly string[],
  imports: readonly Import[],
  nodeOf: (file: string) => string,
): Graph {
  const byStem = new Map(files.map((file) => [file.replace(/\.tsx?$/, ''), file]));
  const graph = new Map(files.map((file) => [nodeOf(file), new Set<string>()]));
  for (const { file, target } of imports) {
    const used = byStem.get(target.replace(/\.tsx?$/, ''));
    if (used !== undefined && nodeOf(used) !== nodeOf(file)) graph.get(nodeOf(file))?.add(nodeOf(used));
  }
  return graph;
}

/** Depth-first order of a graph, deepest first; and the stack that Tarjan's algorithm keeps for each node. */
interface Walk {
  readonly graph: Graph;
  readonly numbers: Map<string, number>;
  readonly lowest: Map<string, number>;
  readonly open: string[];
  readonly circles: string[][];
}

function close(walk: Walk, node: string): void {
  if (walk.lowest.get(node) !== walk.numbers.get(node)) return;
  const circle = walk.open.splice(walk.open.indexOf(node));
  if (circle.length > 1) walk.circles.push(circle.sort());
}

function visit(walk: Walk, node: string): number {
  const number = walk.numbers.size;
  walk.numbers.set(node, number);
  walk.lowest.set(node, number);
  walk.open.push(node);
  for (const next of walk.graph.get(node) ?? []) {
    const reached = walk.numbers.has(next)
      ? walk.open.includes(next) && walk.numbers.get(next)
      : visit(walk, next);
    if (typeof reached === 'number') {
      walk.lowest.set(node, Math.min(walk.lowest.get(node) ?? number, reached));
    }
  }
  const lowest = walk.lowest.get(node) ?? number;
  close(walk, node);
  return lowest;
}

/**
 * The groups of nodes that reach one another, each sorted by name. Tarjan 1972,
 * https://doi.org/10.1137/0201010
 */
export function circlesOf(graph: Graph): readonly (readonly string[])[] {
  const walk: Walk = { graph, numbers: new Map(), lowest: new Map(), open: [], circles: [] };
  for (const node of graph.keys()) if (!walk.numbers.has(node)) visit(walk, node);
  return walk.circles;
}

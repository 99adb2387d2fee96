import { groupBy } from '../../connectors/group-by';
import { isPeoples, type SortedTable, type SortedTables } from './sort-tables';
import type { Link, LinkIndex } from './table-links';

/** A reference that the map will have, written in the collection of `link.child`. */
export interface ChosenReference {
  readonly link: Link;
  readonly direction: 'from' | 'to';
}

export interface ChosenReferences {
  /** Those written in this collection. */
  of(child: string): readonly ChosenReference[];
  /** Those that lead to this collection, as the parent. */
  into(parent: string): readonly ChosenReference[];
  /** Known, and not written: following them could lead from one person to another. */
  leftOf(child: string): readonly Link[];
}

/**
 * Which references the map follows. Downwards from people's rows to what hangs on them, upwards to shared
 * rows, never through something of which nobody can tell whose it is, and never in a ring.
 */
export function chooseReferences(sorted: SortedTables): ChosenReferences {
  const chosen: ChosenReference[] = [];
  const left: Link[] = [];
  const above = new Map<string, string[]>();
  for (const link of byDepth(sorted)) {
    const direction = directionOf(link, sorted);
    if (direction === undefined || closesRing(link, above)) left.push(link);
    else {
      chosen.push({ link, direction });
      above.set(link.child, [...(above.get(link.child) ?? []), link.parent]);
    }
  }
  const ofChild = groupBy(chosen, ({ link }) => link.child);
  const leftOf = groupBy(left, ({ child }) => child);
  const intoParent = groupBy(chosen, ({ link }) => link.parent);
  return {
    of: (child) => ofChild.get(child) ?? [],
    into: (parent) => intoParent.get(parent) ?? [],
    leftOf: (child) => leftOf.get(child) ?? [],
  };
}

function directionOf(link: Link, { tables, links }: SortedTables): 'from' | 'to' | undefined {
  const child = tables.get(link.child);
  const parent = tables.get(link.parent);
  if (!isWritable(link) || !link.leadsToOne) return undefined;
  if (!child || !parent || link.child === link.parent || !(isPeoples(child.role) || child.role === 'shared'))
    return undefined;
  if (parent.role === 'shared') return child.role === 'shared' ? undefined : 'to';
  if (!isPeoples(parent.role) || !parent.leadsOn || child.role === 'shared') return undefined;
  if (child.role === 'own') return isProfileLink(link, child) ? 'from' : undefined;
  return link.isActor && hasOtherWay(link, child, { tables, links }) ? undefined : 'from';
}

/** A map cannot refer to a name with a space at its end: it is read without. */
export function isWritable({ fields, parentFields }: Pick<Link, 'fields' | 'parentFields'>): boolean {
  return [...fields, ...parentFields].every((name) => name === name.trim());
}

/** An own record hangs on another one only if the store allows one for each. */
function isProfileLink({ fields, isActor }: Link, { collection }: SortedTable): boolean {
  const isOneToOne = collection.keys.some(
    (key) => key.fields.length === 1 && fields.includes(key.fields[0] ?? ''),
  );
  return isOneToOne && !isActor;
}

/** Who worked on a row matters only where nothing else says whose it is. */
function hasOtherWay(
  link: Link,
  { address }: SortedTable,
  { tables, links }: Pick<SortedTables, 'tables' | 'links'>,
): boolean {
  const others = links
    .up(link.child)
    .filter((one) => one !== link && !one.isActor && isPeoples(tables.get(one.parent)?.role));
  return address !== undefined || others.length > 0;
}

/** Those next to people's own records first, so that what closes a ring is the one further away. */
function byDepth({ tables, links }: SortedTables): Link[] {
  const depth = depthsOf(tables, links);
  const far = tables.size + 1;
  const key = ({ parent, child, isProven }: Link) =>
    (depth.get(parent) ?? far) * 4 + (depth.get(child) === 0 ? 2 : 0) + (isProven ? 0 : 1);
  return [...links.all].sort((a, b) => key(a) - key(b));
}

/** How many references each table is away from rows that name a person. */
function depthsOf(tables: SortedTables['tables'], links: LinkIndex): ReadonlyMap<string, number> {
  const depth = new Map<string, number>();
  for (const [name, { role, address }] of tables)
    if (role === 'own' || address !== undefined) depth.set(name, 0);
  for (const [name, level] of depth)
    for (const { child } of links.down(name)) if (!depth.has(child)) depth.set(child, level + 1);
  return depth;
}

function closesRing({ child, parent }: Link, above: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set([parent]);
  for (const name of seen) {
    if (name === child) return true;
    for (const next of above.get(name) ?? []) seen.add(next);
  }
  return false;
}

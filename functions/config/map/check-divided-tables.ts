import { type RowsHeld, rowsHeld } from '../../connectors/divided-table';
import { kindDefinition } from '../../connectors/store-kinds';
import type { MapProblem } from './data-map-error';
import type { CollectionYaml, DatasetYaml } from './data-map-schema';
import { isSkipped, type MapStore, physicalPlaceOf, storeOfDataset } from './draft-map';
import type { PlacedNode } from './read-fideslang';

interface Part {
  readonly node: CollectionYaml;
  readonly file: string;
  readonly path: string;
  readonly table: string;
  readonly held: RowsHeld | undefined;
}

/**
 * Collections that share a table (`physical.rows`) must hold all its rows together, and none twice: a row
 * that no collection holds would be passed over. Those marked `skip_processing` count as well.
 */
export function checkDividedTables(
  datasets: readonly PlacedNode<DatasetYaml>[],
  stores: readonly MapStore[],
  problems: MapProblem[],
): void {
  const parts = datasets.flatMap((placed) => partsIn(placed, stores));
  for (const part of parts) checkPart(part, problems);
  for (const table of new Set(parts.flatMap(({ table, held }) => (held ? [table] : [])))) {
    const here = parts.filter((part) => part.table === table);
    const fault = faultOf(here);
    const [at] = here.filter(({ held }) => held);
    if (fault && at) problems.push({ file: at.file, path: pathOf(at), ...fault });
  }
}

function partsIn(placed: PlacedNode<DatasetYaml>, stores: readonly MapStore[]): Part[] {
  const store = storeOfDataset(placed, stores, []);
  const kind = store && kindDefinition(store.kind);
  if (!store || !kind?.isRelational) return [];
  return placed.node.collections.map((node) => {
    const physical = physicalPlaceOf(placed.node, node);
    const name = kind.nameInStore?.(node.name, physical) ?? node.name;
    return {
      node,
      file: placed.file,
      path: `${placed.path}.collections[${node.name}]`,
      table: JSON.stringify([store.storeId, name]),
      held: rowsHeld({ physical }),
    };
  });
}

function pathOf({ path }: Part): string {
  return `${path}.rightsdesk_meta.physical.rows`;
}

/** The column stays what it is: a blanked one would move the row into another collection. */
function checkPart(part: Part, problems: MapProblem[]): void {
  const { node, file, held } = part;
  if (!held) return;
  const at = { file, path: pathOf(part) };
  const columns = Object.keys((node.rightsdesk_meta?.physical?.rows ?? {}) as object);
  if (columns.length > 1)
    problems.push({
      ...at,
      problem: `divides the table by several columns: ${columns.join(', ')}`,
      remedy: 'name one column',
    });
  if (isSkipped(node)) return;
  const also = (node.rightsdesk_meta?.also ?? []).flatMap(({ fields }) => fields);
  const field = node.fields.find(({ name }) => name === held.column);
  if (!field && !also.includes(held.column))
    problems.push({
      ...at,
      problem: `"${held.column}" is not a field of this collection`,
      remedy: 'name a column that is listed under fields',
    });
  const { blank_with, correctable, opt_out } = field?.rightsdesk_meta ?? {};
  if (blank_with !== undefined || correctable || opt_out)
    problems.push({
      ...at,
      problem: `"${held.column}" tells the collections of this table apart, so the desk must not write into it`,
      remedy: 'take blank_with, correctable and opt_out off that field',
    });
}

function faultOf(parts: readonly Part[]): Pick<MapProblem, 'problem' | 'remedy'> | undefined {
  const names = parts.map(({ node }) => node.name).join(', ');
  const whole = parts.find(({ held }) => !held);
  if (whole)
    return {
      problem: `${whole.node.name} is the whole of a table of which other collections hold rows`,
      remedy: `give it rows: { COLUMN: { not: [...] } } with the values of the others (${names})`,
    };
  const columns = [...new Set(parts.flatMap(({ held }) => (held ? [held.column] : [])))];
  if (columns.length > 1)
    return {
      problem: `${names} divide one table by different columns: ${columns.join(', ')}`,
      remedy: 'divide it by one column',
    };
  return faultInValues(parts, names);
}

function faultInValues(parts: readonly Part[], names: string) {
  const claimed = parts.flatMap(({ held }) => (held && !held.others ? held.values : []));
  const twice = claimed.filter((value, at) => claimed.indexOf(value) !== at);
  if (twice.length > 0)
    return {
      problem: `${names} hold the same rows of one table: ${[...new Set(twice)].join(', ')}`,
      remedy: 'name each value in one collection',
    };
  const [rest, ...more] = parts.filter(({ held }) => held?.others);
  if (!rest?.held || more.length > 0)
    return {
      problem: `${rest ? 'several of the collections' : 'none of the collections'} ${names} hold the rest of their table`,
      remedy: `give one of them rows: { COLUMN: { not: [${claimed.join(', ')}] } }; mark it fides_meta.skip_processing: true if its rows are about nobody`,
    };
  const { values } = rest.held;
  const isSame = values.length === claimed.length && claimed.every((value) => values.includes(value));
  return isSame
    ? undefined
    : {
        problem: `${rest.node.name} leaves out other rows than the other collections of its table hold`,
        remedy: `write not: [${claimed.join(', ')}] there`,
      };
}

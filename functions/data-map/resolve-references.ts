import type { MapProblem } from './data-map-error';
import type { DraftCollection, DraftField } from './draft-map';

/** A value found in `from` leads to rows of `to`. */
export interface Edge {
  readonly from: EdgeEnd;
  readonly to: EdgeEnd;
  /** Whether the reference was written without a direction, which fideslang reads as both ways. */
  readonly bothWays: boolean;
  /** The collection in which the reference is written: of two keys that are equal, the one that refers. */
  readonly writtenIn: DraftCollection;
}

export interface EdgeEnd {
  readonly collection: DraftCollection;
  readonly field: string;
}

/** A reference that is understood but cannot be followed: an end lies inside a nested field. */
export interface BuriedReference {
  readonly collection: DraftCollection;
  readonly path: string;
}

export interface References {
  readonly edges: readonly Edge[];
  readonly buried: readonly BuriedReference[];
}

/**
 * Turns fideslang references into edges. `direction: from` means that values come from the referenced field, `to` that they lead there,
 * none that both hold. A reference to something that no file describes is a problem; one to a collection in `skipped` (`dataset.collection`) is dropped.
 */
export function resolveReferences(
  collections: readonly DraftCollection[],
  skipped: ReadonlySet<string>,
  problems: MapProblem[],
): References {
  const edges: Edge[] = [];
  const buried: BuriedReference[] = [];
  for (const collection of collections) {
    for (const field of collection.fields) {
      buried.push(...field.buried.map((name) => ({ collection, path: `${field.path}.fields[${name}]` })));
      for (const reference of field.references.filter((r) => !skipped.has(targetName(r)))) {
        const target = findTarget(collections, reference);
        if (target === undefined) {
          problems.push(unknownTarget(collection, field, reference));
        } else if (target === 'buried') {
          buried.push({ collection, path: field.path });
        } else {
          edges.push(...edgesOf({ collection, field: field.name }, target, reference.direction));
        }
      }
    }
  }
  return { edges, buried };
}

type Reference = DraftField['references'][number];

function targetName(reference: Reference): string {
  return `${reference.dataset}.${splitOnce(reference.field)[0]}`;
}

function findTarget(
  collections: readonly DraftCollection[],
  reference: Reference,
): EdgeEnd | 'buried' | undefined {
  const [name, field] = splitOnce(reference.field);
  const collection = collections.find((c) => c.datasetKey === reference.dataset && c.node.name === name);
  if (collection === undefined) {
    return undefined;
  }
  const known = (wanted: string) => collection.fields.some((f) => f.name === wanted);
  if (known(field)) {
    return { collection, field };
  }
  return field.includes('.') && known(splitOnce(field)[0]) ? 'buried' : undefined;
}

function splitOnce(text: string): [string, string] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1)];
}

function unknownTarget(collection: DraftCollection, field: DraftField, reference: Reference): MapProblem {
  return {
    file: collection.file,
    path: field.path,
    problem: `refers to ${reference.dataset}.${reference.field}, which no dataset of these files describes`,
    remedy: 'correct the reference, or add the file that describes it',
  };
}

function edgesOf(own: EdgeEnd, target: EdgeEnd, direction: string | undefined): Edge[] {
  const bothWays = direction === undefined;
  const written = { bothWays, writtenIn: own.collection };
  const towards = { from: own, to: target, ...written };
  const back = { from: target, to: own, ...written };
  if (bothWays) {
    return [towards, back];
  }
  return direction === 'to' ? [towards] : [back];
}

import type { MapProblem } from './data-map-error';
import type { DraftField } from './draft-field';
import type { DraftCollection } from './draft-map';

/** A value found in `from` leads to rows of `to`. */
export interface Edge {
  readonly from: EdgeEnd;
  readonly to: EdgeEnd;
  /** Whether the reference was written without a direction, which fideslang reads as both ways. */
  readonly bothWays: boolean;
  /** The collection in which the reference is written: of two keys that are equal, the one that refers. */
  readonly writtenIn: DraftCollection;
  /** Which end the other hangs on. */
  readonly parent: EdgeEnd;
  /** Whether the keys tell which end that is, and not only where the reference is written. */
  readonly parentIsTold: boolean;
  /** The rows of the child that refer to the parent; for a pair of type and id. */
  readonly where?: Readonly<Record<string, string>>;
}

export interface EdgeEnd {
  readonly collection: DraftCollection;
  readonly field: string;
}

/** A reference that cannot be followed, because one end is inside a nested field. */
export interface BuriedReference {
  readonly collection: DraftCollection;
  readonly path: string;
}

export interface References {
  readonly edges: readonly Edge[];
  readonly buried: readonly BuriedReference[];
}

/**
 * Turns fideslang references into edges. `direction: from` means that values come from the referenced
 * field, `to` that they lead there, none that both hold. A reference to something that no file describes is
 * a problem; one to a collection in `skipped` (`dataset.collection`) is dropped.
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
        if (target === undefined) problems.push(unknownTarget(collection, field, reference));
        else if (target === 'buried') buried.push({ collection, path: field.path });
        else {
          edges.push(...edgesOf({ collection, field: field.name }, target, reference));
          refuseMisplacedPair({ collection, field, reference }, edges.at(-1), problems);
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
  if (collection === undefined) return undefined;
  const known = (wanted: string) => collection.fields.some((f) => f.name === wanted);
  if (known(field)) return { collection, field };
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

function edgesOf(own: EdgeEnd, target: EdgeEnd, { direction, where }: Reference): Edge[] {
  const bothWays = direction === undefined;
  const written = { bothWays, writtenIn: own.collection, ...parentOf(own, target, direction) };
  const pair = where ? { where } : {};
  const towards = { from: own, to: target, ...written, ...pair };
  const back = { from: target, to: own, ...written, ...pair };
  if (bothWays) return [towards, back];
  return direction === 'to' ? [towards] : [back];
}

/**
 * The end that no two rows share is the one that the other hangs on. Where both or neither are such, a
 * reference is taken to be written in the child, as a foreign key is; a value that flows the other way then
 * leaves it open.
 */
function parentOf(
  own: EdgeEnd,
  target: EdgeEnd,
  direction: string | undefined,
): Pick<Edge, 'parent' | 'parentIsTold'> {
  const [ownIsUnique, targetIsUnique] = [isUnique(own), isUnique(target)];
  if (ownIsUnique && !targetIsUnique) return { parent: own, parentIsTold: direction !== 'from' };
  return { parent: target, parentIsTold: targetIsUnique || direction === 'from' };
}

/** The whole primary key, a field that is said to be unique, or an identity where each row is one person. */
function isUnique({ collection, field: name }: EdgeEnd): boolean {
  const field = collection.fields.find((one) => one.name === name);
  const isKey = collection.primaryKey.length === 1 && collection.primaryKey[0] === name;
  const isWho =
    collection.node.rightsdesk_meta?.own_record === true &&
    field?.identity !== undefined &&
    !field.thirdParty;
  return isKey || isWho || field?.unique === true;
}

/** A pair of type and id is in the row that refers, so the reference has to be written there. */
function refuseMisplacedPair(
  { collection, field, reference }: { collection: DraftCollection; field: DraftField; reference: Reference },
  edge: Edge | undefined,
  problems: MapProblem[],
): void {
  if (!reference.where || !edge) return;
  const place = { file: collection.file, path: `${field.path}.fides_meta.references` };
  const unknown = Object.keys(reference.where).find(
    (name) => !collection.fields.some((f) => f.name === name),
  );
  if (unknown !== undefined) {
    const problem = `where names "${unknown}", which is not a field of this collection`;
    problems.push({ ...place, problem, remedy: 'name a field that is listed under fields' });
  }
  if (edge.parent.collection === collection && edge.parent.field === field.name) {
    const problem = 'where is written at the end that is referred to';
    problems.push({
      ...place,
      problem,
      remedy: 'write the reference in the collection that holds type and id',
    });
  }
}

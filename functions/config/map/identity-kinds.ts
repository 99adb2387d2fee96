import { type DataMap, knownKinds } from '../../domain/data-map';
import type { MapProblem } from './data-map-error';
import type { DraftCollection } from './draft-map';
import type { Fideslang } from './read-fideslang';

type DeclaredKinds = NonNullable<DataMap['identityKinds']>;

/**
 * Kinds of identity that datasets and organizations declare, each once. Two titles for one kind are a
 * problem.
 */
export function declaredKinds(source: Fideslang, problems: MapProblem[]): DeclaredKinds {
  const kinds = new Map<string, { readonly kind: string; readonly title: string }>();
  for (const { node, file, path } of [...source.organizations, ...source.datasets]) {
    for (const one of node.rightsdesk_meta?.identity_kinds ?? []) {
      const before = kinds.get(one.kind);
      const isKnown = (knownKinds as readonly string[]).includes(one.kind);
      if (isKnown || (before && before.title !== one.title)) {
        const problem = isKnown
          ? `"${one.kind}" is a kind that every map has`
          : `"${one.kind}" is declared twice, with two titles`;
        problems.push({
          file,
          path: `${path}.rightsdesk_meta.identity_kinds`,
          problem,
          remedy: isKnown ? 'take it out' : 'keep one of them',
        });
      }
      kinds.set(one.kind, one);
    }
  }
  return [...kinds.values()];
}

/** An identity of a kind that nobody declared would never be searched. */
export function checkKinds(
  drafts: readonly DraftCollection[],
  declared: DeclaredKinds,
  problems: MapProblem[],
): void {
  const kinds: readonly string[] = [...knownKinds, ...declared.map(({ kind }) => kind)];
  for (const { file, fields } of drafts) {
    for (const { identity, path } of fields) {
      if (identity === undefined || kinds.includes(identity)) continue;
      problems.push({
        file,
        path: `${path}.rightsdesk_meta.identity`,
        problem: `"${identity}" is no kind of identity; this map knows ${kinds.join(', ')}`,
        remedy: 'write one of them, or declare it in rightsdesk_meta.identity_kinds with a title',
      });
    }
  }
}

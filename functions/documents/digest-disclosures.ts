import type { ExportedRecord, FieldValue } from '../connectors/connector';
import type { CollectionDigest } from '../connectors/copy-digest';
import type { PathCount } from '../connectors/path-counts';
import { fileField } from '../domain/file-categories';
import { type Disclosure, disclose } from './disclose';
import type { DisclosureRules } from './disclosure-rules';

/** What the rules make of a record that holds one thing at one path and nothing else. */
export interface PathDisclosure {
  readonly disclosure: Disclosure;
  /** Records that hold it. */
  readonly records: number;
  /** Whether a field withheld from it is counted here, and not with what lies above or inside. */
  readonly isCountedHere: (field: string) => boolean;
  /** Stands for a group that is given in part: what is given of it comes by itself. */
  readonly isGroup: boolean;
}

/**
 * Whether counts by path tell what these rules make of the records: no rule reaches into what a digest did
 * not count.
 */
export function canTell(
  digest: Pick<CollectionDigest, 'isUnclear'>,
  paths: PathCount,
  rules: DisclosureRules,
) {
  // Whose a message is follows from its content, which a digest does not hold.
  const hasMessages = [...rules.fields.values()].some(
    ({ name, messages }) => messages && paths.inside.has(name),
  );
  return !digest.isUnclear && !hasMessages && isCounted(paths, [], rules);
}

function isCounted(at: PathCount, chain: readonly string[], rules: DisclosureRules): boolean {
  if (chain.length > 0 && !reachesInto(rules, chain.join('.'))) return true;
  return !at.isCut && [...at.inside].every(([name, below]) => isCounted(below, [...chain, name], rules));
}

function reachesInto({ parents, chosen }: DisclosureRules, path: string): boolean {
  return parents.has(path) || [...chosen].some((one) => one.startsWith(`${path}.`));
}

/**
 * The rules of disclosure ask where a record holds something, and never what. So each path of a digest is put
 * through the very same rules as a record of its own, and counts for all records that hold it. Only for
 * records about which no rule was made singly.
 */
export function* pathDisclosures(
  paths: PathCount,
  files: number,
  rules: DisclosureRules,
): Generator<PathDisclosure> {
  if (files > 0) {
    const isCountedHere = (field: string) => field === fileField;
    yield {
      disclosure: disclose({ key: {}, values: {}, file: { name: '' } }, rules),
      records: files,
      isCountedHere,
      isGroup: false,
    };
  }
  yield* below(paths, [], rules);
}

function* below(at: PathCount, chain: readonly string[], rules: DisclosureRules): Generator<PathDisclosure> {
  for (const [name, inside] of at.inside) yield* atPath(inside, [...chain, name], rules);
}

function* atPath(at: PathCount, chain: readonly string[], rules: DisclosureRules): Generator<PathDisclosure> {
  const path = chain.join('.');
  const isHere = (field: string) => field === path;
  const isHereOrInside = (field: string) => isHere(field) || field.startsWith(`${path}.`);
  const one = (form: FieldValue, records: number, isCountedHere: PathDisclosure['isCountedHere']) => ({
    disclosure: disclose({ key: {}, values: nested(chain, form) }, rules),
    records,
    isCountedHere,
    isGroup: false,
  });
  if (at.empty > 0) yield one(null, at.empty, isHere);
  if (at.scalar > 0) yield one(1, at.scalar, isHere);
  for (const [form, records] of at.lists)
    if (records > 0) yield one(JSON.parse(form), records, isHereOrInside);
  if (at.group <= 0) return;
  yield { ...one({ '': 1 }, at.group, isHere), isGroup: rules.parents.has(path) };
  if (reachesInto(rules, path)) yield* below(at, chain, rules);
}

/** Names may be anything, also `__proto__`. */
function nested(chain: readonly string[], form: FieldValue): ExportedRecord['values'] {
  const [name = '', ...rest] = chain;
  return Object.fromEntries([[name, rest.length === 0 ? form : nested(rest, form)]]);
}

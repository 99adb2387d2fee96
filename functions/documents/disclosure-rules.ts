import type { CollectionMap, FieldMap } from '../domain/data-map';
import { fileCategories, fileField } from '../domain/file-categories';
import type { Withholding } from '../domain/manifest';
import type { LawView } from '../domain/never-shown';
import type { GroundText } from './answer-facts';
import type { DisclosureDecision, LawChoice, Release } from './disclosure-decision';
import type { FieldVerdict } from './field-verdict';
import { heldText } from './held-text';
import { lawVerdict } from './law-verdict';

/** Grounds of the governing law for what is withheld without a decision on the single case. */
export interface DisclosureGrounds {
  /** Art. 15(4) GDPR and its like. */
  readonly rightsOfOthers: GroundText;
  /** Passwords and tokens: named, never shown. */
  readonly neverShown: GroundText;
  /**
   * A field that nobody has classified. Such fields block an approval; one that turns up later is still
   * withheld.
   */
  readonly unclassified: GroundText;
  /** What each governing law forbids us to show or requires. Absent: no law forbids anything. */
  readonly laws?: readonly LawView[];
}

/** The rules of one collection, made once and asked for each record. */
export interface DisclosureRules {
  readonly collection: CollectionMap;
  readonly grounds: DisclosureGrounds;
  readonly fields: ReadonlyMap<string, FieldMap>;
  /** Paths that have rules below them, such as `profile` for `profile.token`. */
  readonly parents: ReadonlySet<string>;
  readonly withheld: ReadonlyMap<string, Withholding>;
  readonly released: ReadonlySet<string>;
  /** By path: what the governing laws forbid us to show, unless staff chose to show it. */
  readonly byLaw: ReadonlyMap<string, FieldVerdict>;
  /** Paths that are shown only because staff chose so where laws disagree. */
  readonly chosen: ReadonlySet<string>;
}

export interface DisclosureScope {
  readonly storeId: string;
  readonly collection: CollectionMap;
  readonly decision: DisclosureDecision;
  readonly grounds: DisclosureGrounds;
}

/** Collects what the map and staff say about one collection. */
export function disclosureRules(scope: DisclosureScope): DisclosureRules {
  const here = (item: { storeId: string; collection: string }) =>
    item.storeId === scope.storeId && item.collection === scope.collection.name;
  const withholdings = scope.decision.withholdings.filter(here);
  const releases = scope.decision.releases.filter(here);
  const mapped = scope.collection.fields.map((field) => field.name);
  const decided = [...withholdings, ...releases].flatMap((item) => item.field ?? []);
  const { byLaw, chosen } = lawVerdicts(scope, scope.decision.choices?.filter(here) ?? []);
  return {
    collection: scope.collection,
    grounds: scope.grounds,
    fields: new Map(scope.collection.fields.map((field) => [field.name, field])),
    parents: new Set([...mapped, ...decided, ...byLaw.keys()].flatMap(pathsAbove)),
    byLaw,
    chosen,
    withheld: new Map(withholdings.map((withholding) => [ruleKeyOf(withholding), withholding])),
    released: new Set(releases.map(ruleKeyOf)),
  };
}

/**
 * Every field, every part of one and the stored files, judged by what the governing laws say about their
 * categories.
 */
function lawVerdicts(
  { collection, grounds }: DisclosureScope,
  choices: readonly LawChoice[],
): Pick<DisclosureRules, 'byLaw' | 'chosen'> {
  const shown = new Set(choices.flatMap(({ field, as }) => (as === 'show' ? [field] : [])));
  const verdicts = treatments(collection).flatMap(([path, categories]): [string, FieldVerdict][] => {
    const verdict = lawVerdict(grounds.laws ?? [], categories);
    return verdict ? [[path, verdict]] : [];
  });
  const isChosen = ([path, { between }]: [string, FieldVerdict]) => between !== undefined && shown.has(path);
  return {
    byLaw: new Map(verdicts.filter((one) => !isChosen(one))),
    chosen: new Set(verdicts.filter(isChosen).map(([path]) => path)),
  };
}

/** Paths of a collection with the categories by which a law may forbid to show what is there. */
export function treatments(
  collection: Pick<CollectionMap, 'fields' | 'holdsFiles' | 'filesTreatedAs'>,
): [path: string, categories: readonly string[]][] {
  const files = fileCategories(collection);
  const mapped = collection.fields.flatMap((field): [string, readonly string[]][] => [
    [field.name, field.treatedAs ?? field.categories],
    ...(field.parts ?? []).map((part): [string, readonly string[]] => [part.path, part.treatedAs]),
  ]);
  return files.length > 0 ? [[fileField, files], ...mapped] : mapped;
}

/** The key of a record as the rules know it, whatever the order of its fields. */
export function recordKey(key: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The withholding that takes out the whole record, if there is one. */
export function recordWithholding({ withheld }: DisclosureRules, record: string): Withholding | undefined {
  return withheld.get(ruleKey(record, WHOLE)) ?? withheld.get(ruleKey(EVERY, WHOLE));
}

/**
 * Why a field of this record is withheld; `give` when it is not; undefined when neither map nor staff know
 * the field.
 */
export function fieldVerdict(
  rules: DisclosureRules,
  record: string,
  path: string,
): FieldVerdict | 'give' | undefined {
  const field = rules.fields.get(path);
  if (field?.secret) return secretVerdict(field, rules);
  const byLaw = rules.byLaw.get(path);
  if (byLaw) return byLaw;
  const decided = rules.withheld.get(ruleKey(record, path)) ?? rules.withheld.get(ruleKey(EVERY, path));
  if (decided) return { because: 'decision', ground: decided.ground, article: decided.article };
  if (isReleased(rules, record, path)) return 'give';
  if (field?.thirdParty) return { because: 'rights-of-others', ...rules.grounds.rightsOfOthers };
  return field && 'give';
}

/** Whether staff have decided to give what belongs to somebody else. */
export function isReleased({ released }: DisclosureRules, record: string, path: string): boolean {
  return released.has(ruleKey(record, path)) || released.has(ruleKey(EVERY, path));
}

/**
 * Why nothing below a path may be given where the value cannot be taken apart; undefined when all of it may.
 */
export function verdictBelow(rules: DisclosureRules, record: string, path: string): FieldVerdict | undefined {
  for (const below of [...rules.fields.keys(), ...rules.byLaw.keys()]) {
    const verdict = below.startsWith(`${path}.`) ? fieldVerdict(rules, record, below) : 'give';
    if (verdict && verdict !== 'give') return verdict;
  }
  return undefined;
}

function secretVerdict(field: FieldMap, { grounds, byLaw }: DisclosureRules): FieldVerdict {
  if (field.unclear) return { because: 'unclassified', ...grounds.unclassified };
  const law = byLaw.get(field.name);
  if (law?.because === 'never-shown') return law;
  const held = heldText(field.treatedAs ?? field.categories);
  return {
    because: 'never-shown',
    ...(field.secretBecause ?? grounds.neverShown),
    ...(held ? { held } : {}),
  };
}

const EVERY = '*';
const WHOLE = '';

/** The text of a key holds no line break, so the two parts cannot run into one another. */
function ruleKey(record: string, field: string): string {
  return `${record}\n${field}`;
}

function ruleKeyOf(item: Withholding | Release): string {
  return ruleKey(item.key ? recordKey(item.key) : EVERY, item.field ?? WHOLE);
}

function pathsAbove(path: string): string[] {
  const steps = path.split('.').slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join('.'));
}

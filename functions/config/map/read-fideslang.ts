import { readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { MapProblem } from './data-map-error';
import {
  type CategoryYaml,
  type DatasetYaml,
  dataMapFile,
  type OrganizationYaml,
  type SystemYaml,
} from './data-map-schema';
import { type LineOf, yamlLines } from './yaml-lines';

/** A node of the YAML with its place in the file, for messages. */
export interface PlacedNode<T> {
  readonly node: T;
  readonly file: string;
  /** The file as an absolute path, to compare with the desk file's lists. */
  readonly resolvedFile: string;
  readonly path: string;
  readonly lineOf: LineOf;
}

export interface Fideslang {
  readonly datasets: readonly PlacedNode<DatasetYaml>[];
  readonly systems: readonly PlacedNode<SystemYaml>[];
  readonly organizations: readonly PlacedNode<OrganizationYaml>[];
  readonly categories: readonly PlacedNode<CategoryYaml>[];
}

/**
 * Reads the YAML files of a data map (a file named twice is read once). Problems of all files are added to
 * `problems`.
 */
export function readFideslang(files: readonly string[], problems: MapProblem[]): Fideslang {
  const resolved = [...new Set(files.map((file) => resolve(file)))];
  const read = resolved.map((file) => readOne(file, problems)).filter((one) => one !== undefined);
  const source = {
    datasets: read.flatMap((one) => one.datasets),
    systems: read.flatMap((one) => one.systems),
    organizations: read.flatMap((one) => one.organizations),
    categories: read.flatMap((one) => one.categories),
  };
  refuseTwins([...source.datasets], 'dataset', problems);
  refuseTwins([...source.systems], 'system', problems);
  return source;
}

function readOne(resolvedFile: string, problems: MapProblem[]): Fideslang | undefined {
  const file = displayName(resolvedFile);
  const raw = parseYaml(resolvedFile, file, problems);
  if (raw === undefined) return undefined;
  const { lineOf } = raw;
  const parsed = dataMapFile.safeParse(raw.value);
  if (!parsed.success) {
    const found = parsed.error.issues.map((issue) => describeIssue(issue, file, raw.value));
    problems.push(...found.map((problem) => ({ ...problem, line: lineOf(problem.path) })));
    return undefined;
  }
  const place = <T extends { readonly fides_key: string }>(
    key: string,
    nodes: readonly T[] | null | undefined,
  ) => (nodes ?? []).map((node) => ({ node, file, resolvedFile, path: `${key}[${node.fides_key}]`, lineOf }));
  return {
    datasets: place('dataset', parsed.data.dataset),
    systems: place('system', parsed.data.system),
    organizations: place('organization', parsed.data.organization),
    categories: place('data_category', parsed.data.data_category),
  };
}

function displayName(resolvedFile: string): string {
  const fromHere = relative(process.cwd(), resolvedFile);
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? resolvedFile : fromHere;
}

function parseYaml(
  resolvedFile: string,
  file: string,
  problems: MapProblem[],
): { value: unknown; lineOf: LineOf } | undefined {
  const text = readText(resolvedFile);
  if (text === undefined) {
    problems.push({
      file,
      path: '(file)',
      problem: 'cannot be read',
      remedy: 'check the name in the desk file',
    });
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    const problem = `is not YAML: ${error.message.split('\n')[0]?.replace(/ at line.*$/, '')}`;
    problems.push({ file, line, path: `line ${line}, column ${col}`, problem, remedy: 'correct the line' });
    return undefined;
  }
  return { value: document.toJS() ?? {}, lineOf: yamlLines(document, lines) };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function describeIssue(given: z.core.$ZodIssue, file: string, raw: unknown): MapProblem {
  const issue = nearestIssue(given);
  const path = nameThePath(issue.path, raw) || '(file)';
  if (issue.code === 'unrecognized_keys')
    return {
      file,
      path,
      problem: `does not know the key ${issue.keys.map((key) => `"${key}"`).join(', ')}`,
      remedy: 'see docs/data-map.md for the keys of rightsdesk_meta',
    };
  const problem = issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  return { file, path, problem, remedy: 'see docs/data-map.md for what belongs here' };
}

/**
 * Where several forms are allowed: the fault in the form that was meant, or the message for all forms when
 * none was.
 */
function nearestIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const [inner] = meantForm(issue.errors)
    .filter((one) => one.path.length > 0 || one.code === 'unrecognized_keys')
    .sort((a, b) => unknownKeys(b) - unknownKeys(a) || b.path.length - a.path.length);
  return inner === undefined ? issue : nearestIssue({ ...inner, path: [...issue.path, ...inner.path] });
}

/** The form with the fewest unknown keys; none when all have equally many. */
function meantForm(forms: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const objects = forms
    .filter((form) => form.some((one) => one.path.length > 0 || one.code === 'unrecognized_keys'))
    .map((form) => ({ form, unknown: form.reduce((sum, one) => sum + unknownKeys(one), 0) }))
    .sort((a, b) => a.unknown - b.unknown);
  const [first, second] = objects;
  const guess = first && first.unknown > 0 && second?.unknown === first.unknown;
  return first === undefined || guess ? [] : first.form;
}

/** Of the form itself, not of something inside it. */
function unknownKeys(issue: z.core.$ZodIssue): number {
  return issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys.length : 0;
}

/**
 * `['dataset', 0, 'collections', 2]` as `dataset[shop].collections[orders]`: names survive an edit, positions
 * do not.
 */
function nameThePath(path: readonly PropertyKey[], raw: unknown): string {
  let node = raw;
  let words = '';
  for (const step of path) {
    node = (node as Record<PropertyKey, unknown> | null | undefined)?.[step];
    words +=
      typeof step === 'number' ? `[${nameOf(node) ?? step}]` : `${words === '' ? '' : '.'}${String(step)}`;
  }
  return words;
}

function nameOf(node: unknown): string | undefined {
  const { fides_key: key, name, id } = (node ?? {}) as Record<string, unknown>;
  return [key, name, id].find((candidate) => typeof candidate === 'string');
}

function refuseTwins(
  placed: readonly PlacedNode<{ readonly fides_key: string }>[],
  what: string,
  problems: MapProblem[],
): void {
  const seen = new Map<string, string>();
  for (const { node, file, path, lineOf } of placed) {
    const first = seen.get(node.fides_key);
    if (first !== undefined) {
      const problem = `a ${what} of this fides_key is in ${first} already`;
      problems.push({ file, line: lineOf(path), path, problem, remedy: 'give each its own fides_key' });
    }
    seen.set(node.fides_key, first ?? file);
  }
}

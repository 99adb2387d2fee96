import * as z from 'zod';
import { nearestWord } from '../../domain/nearest-word';
import { innermostSchema, settingAt, settingWordsOf } from './setting';

/** A fault at a path of the desk file, before file name and line are known. */
export interface DeskFault {
  readonly path: readonly PropertyKey[];
  /** The key itself is at fault, not its value. */
  readonly atKey?: boolean;
  readonly problem: string;
  readonly remedy: string;
}

/**
 * A value as typed (so that `+4930` is not reported as 4930): undefined when it is missing, empty when
 * nothing follows the colon.
 */
export type SourceText = (path: readonly PropertyKey[]) => string | undefined;

/** One zod issue in words: what is wrong, and what to write instead. */
export function explainIssue(root: z.ZodType, issue: z.core.$ZodIssue, source: SourceText): DeskFault[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(root, path, key));
  if (issue.code === 'invalid_type') return [wrongType(root, issue, source)];
  if (issue.code === 'invalid_value') return [wrongWord(root, issue, source)];
  return [{ path, problem: issue.message, remedy: remedyInParams(issue) ?? howToWrite(root, path) }];
}

function unknownKey(root: z.ZodType, path: readonly PropertyKey[], key: string): DeskFault {
  const parent = settingAt(root, path);
  const allowed = parent ? keysOf(parent) : [];
  const meant = nearestWord(key, allowed);
  return {
    path: [...path, key],
    atKey: true,
    problem: 'is not a setting',
    remedy: meant ? `Did you mean ${meant}?` : `Remove it. Allowed here: ${allowed.join(', ')}.`,
  };
}

function wrongType(root: z.ZodType, issue: z.core.$ZodIssueInvalidType, source: SourceText): DeskFault {
  const { path } = issue;
  const written = source(path);
  if (!written) return absent(root, path, written);
  const schema = settingAt(root, path);
  if (issue.expected === 'string' && schema && z.safeParse(schema, written).success)
    return {
      path,
      problem: `must be text, but YAML reads ${written} as something else`,
      remedy: `Put it in quotes: "${written}".`,
    };
  return { path, problem: `must be ${plainType(issue.expected)}`, remedy: howToWrite(root, path) };
}

function absent(root: z.ZodType, path: readonly PropertyKey[], written: string | undefined): DeskFault {
  return written === undefined
    ? { path, problem: 'is missing', remedy: `Add it. ${howToWrite(root, path)}` }
    : { path, problem: 'is empty', remedy: `Fill it in. ${howToWrite(root, path)}` };
}

function wrongWord(root: z.ZodType, issue: z.core.$ZodIssueInvalidValue, source: SourceText): DeskFault {
  const { path } = issue;
  const allowed = issue.values.map(String);
  const written = source(path);
  if (!written) return absent(root, path, written);
  const meant = nearestWord(written, allowed);
  return {
    path,
    problem: `${JSON.stringify(written.slice(0, 60))} is not one of ${allowed.join(', ')}`,
    remedy: meant ? `Did you mean ${meant}?` : howToWrite(root, path),
  };
}

function remedyInParams(issue: z.core.$ZodIssue): string | undefined {
  const remedy: unknown = issue.code === 'custom' ? issue.params?.remedy : undefined;
  return typeof remedy === 'string' ? remedy : undefined;
}

/** From the words of the setting: what it is, with its example as it would stand in the file. */
function howToWrite(root: z.ZodType, path: readonly PropertyKey[]): string {
  const schema = settingAt(root, path);
  const words = schema && settingWordsOf(schema);
  if (!words) return 'See docs/settings.md.';
  if (words.example !== undefined)
    return `${words.description} Example: ${String(path.at(-1))}: ${JSON.stringify(words.example)}`;
  const parts = keysOf(schema);
  return parts.length > 0 ? `${words.description} It holds: ${parts.join(', ')}.` : words.description;
}

function keysOf(schema: z.core.$ZodType): string[] {
  const group = innermostSchema(schema);
  return group instanceof z.ZodObject ? Object.keys(group.shape) : [];
}

function plainType(expected: string): string {
  const names: Record<string, string> = {
    string: 'text',
    array: 'a list (lines that start with -)',
    object: 'a group of settings',
    int: 'a whole number',
    number: 'a whole number',
  };
  return names[expected] ?? expected;
}

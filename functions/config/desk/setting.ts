import * as z from 'zod';
import { defined } from '../../domain/defined';
import type { FormatCheck } from './setting-formats';

/** The words of one setting, for the JSON Schema, the documentation and every error. */
export interface SettingWords {
  /** One sentence. */
  readonly description: string;
  /** As it stands in the file; missing for groups. */
  readonly example?: unknown;
}

/** Words of each setting; read by the JSON Schema, by the error texts and by `docs/settings.md`. */
export const settingWords = z.registry<SettingWords, z.core.$ZodType>();

/** Attaches its words to a setting. */
export function setting<S extends z.ZodType>(schema: S, description: string, example?: unknown): S {
  settingWords.add(schema, { description, ...defined({ example }) });
  return schema;
}

/** Text that must pass a format check; `pattern` helps editors, the check decides. */
export function checkedText(check: FormatCheck): z.ZodString {
  return z.string().check((context) => {
    const fault = check(context.value);
    if (!fault) return;
    context.issues.push({
      code: 'custom',
      input: context.value,
      message: fault.problem,
      params: { remedy: fault.remedy },
    });
  });
}

/** The setting at a path, whatever defaults or options lie around it. */
export function settingAt(root: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  return path.reduce<z.core.$ZodType | undefined>((schema, step) => schema && childOf(schema, step), root);
}

function childOf(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType | undefined {
  const inner = innermostSchema(schema);
  if (inner instanceof z.ZodObject) return inner.shape[String(step)];
  if (inner instanceof z.ZodArray) return inner.element;
  return undefined;
}

/** The schema beneath its default and optional wrappers. */
export function innermostSchema(schema: z.core.$ZodType): z.core.$ZodType {
  const inner = beneath(schema);
  return inner ? innermostSchema(inner) : schema;
}

/** Words attached to the setting itself or to what it wraps. */
export function settingWordsOf(schema: z.core.$ZodType): SettingWords | undefined {
  const inner = beneath(schema);
  return settingWords.get(schema) ?? (inner && settingWordsOf(inner));
}

function beneath(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const isWrapper =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodExactOptional;
  return isWrapper ? schema.unwrap() : undefined;
}

import * as z from 'zod';
import { deskSchema } from './desk-schema';
import { settingWords } from './setting';

/**
 * JSON Schema (draft 7, which YAML editors know best) of the desk file, with each setting's words and
 * example. The checks of format (addresses, zones, rules over several settings) stay with the
 * desk itself: a file that an editor accepts may still be refused, never the other way round.
 */
export function deskJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(deskSchema, {
    io: 'input',
    target: 'draft-7',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema }) => {
      const words = settingWords.get(zodSchema);
      if (!words) return;
      jsonSchema.description = words.description;
      if (words.example !== undefined) jsonSchema.examples = [words.example];
    },
  });
  return { ...schema, title: 'Rightsdesk desk file' };
}

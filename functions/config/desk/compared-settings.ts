import * as z from 'zod';
import { CONNECTION_SETTINGS } from './store-settings';

const CONNECTION_NAMES = Object.keys(CONNECTION_SETTINGS);

const word = z.string().optional().catch(undefined);
const group = <S extends z.ZodRawShape>(shape: S) =>
  z.preprocess((value) => (typeof value === 'object' && value !== null ? value : {}), z.object(shape));
const list = <S extends z.ZodType>(item: S) => z.array(item).catch([]);

/**
 * The settings that rules compare, read leniently: a fault elsewhere in the file must not hide a broken rule.
 */
export const comparedSettings = group({
  laws: list(
    group({
      regime: word,
      applies: word,
      know: word,
      overrides: list(group({ clock: word, rule: word })),
    }),
  ),
  staff: list(group({ id: word, email: word, may: list(z.string()), formerIds: list(z.string()) })),
  stores: list(
    group({
      id: word,
      kind: word,
      owner: word,
      datasets: list(z.string()),
      connection: group(Object.fromEntries(CONNECTION_NAMES.map((name) => [name, word]))),
    }),
  ),
  waits: z.record(z.string(), z.unknown()).catch({}),
  approvals: group({ erasure: z.number().optional().catch(undefined) }),
  recordsKept: word,
});

export type ComparedSettings = z.output<typeof comparedSettings>;

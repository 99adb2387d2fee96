import type { EraseInstruction } from '../../domain/erase-instruction';
import type { StoreProblem } from '../../domain/store-examination';
import { changesOf, triggeredWrites } from './erase-triggers';
import type { Table } from './relation';
import { type Catalogue, isSameName } from './sqlite-catalogue';
import { sqlitePlace } from './sqlite-place';
import { erases, storeProblemOf } from './store-problem';

/** Triggers that an erasure here sets off and that write what the map does not allow them. */
export function triggerProblems(catalogue: Catalogue, table: Table): StoreProblem[] {
  const { collection } = table;
  const action = erases(collection) ? 'erase' : collection.onErasure.action;
  if (action !== 'erase' && action !== 'anonymise') return [];
  const instruction: EraseInstruction = { collection: collection.name, action, keys: [], atMost: 0 };
  const allowed = sqlitePlace(collection).triggers_write ?? [];
  const wrong = triggeredWrites(catalogue, changesOf([{ table, instruction }])).filter(
    (one) => one.table === undefined || !allowed.some((name) => isSameName(name, one.table ?? '')),
  );
  const once = new Map(wrong.map((one) => [`${one.trigger.name} ${one.table}`, one]));
  return [...once.values()].map(({ trigger, table: written }) =>
    storeProblemOf(collection, {
      code: 'trigger',
      constraint: trigger.name,
      problem: written
        ? `The trigger ${trigger.name} writes ${written} when a row here is erased or blanked. Nothing erases what it writes there.`
        : `The trigger ${trigger.name} runs when a row here is erased or blanked, and what it writes cannot be told from its text.`,
      remedy: written
        ? `Look at what it does. Map ${written} like any other table if it keeps personal data, and name it under physical.triggers_write of ${collection.name}.`
        : 'Write the trigger in plain INSERT, UPDATE, DELETE and SELECT statements, or erase in this table by hand.',
      blocks: 'erasure',
    }),
  );
}

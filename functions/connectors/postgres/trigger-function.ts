/** What a trigger runs. */
export interface TriggerFunction {
  readonly language: string;
  readonly source: string;
}

/** Built in, and made from the new values alone; named by their source. */
const BUILT_IN = new Set([
  'tsvector_update_trigger_byid',
  'tsvector_update_trigger_bycolumn',
  'suppress_redundant_updates_trigger',
]);

const NAME = String.raw`(?:\w+|"[^"]+")`;
const CLOCK = String.raw`(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)|CURRENT_TIMESTAMP|CURRENT_DATE|LOCALTIMESTAMP`;
const VALUE = String.raw`NEW\.${NAME}|${CLOCK}|-?\d+(?:\.\d+)?|'[^'\\\n]*'|NULL|TRUE|FALSE`;
const SETTING = String.raw`NEW\.${NAME}\s*:?=\s*(?:${VALUE})`;
const IF_CHANGED = String.raw`IF\s+NEW\.(?<asked>${NAME})\s*(?:IS\s+DISTINCT\s+FROM|<>|!=)\s*OLD\.\k<asked>\s+THEN\s+`;
const STEP = new RegExp(String.raw`^(?:(?:${IF_CHANGED})?${SETTING}|END\s+IF|RETURN\s+NEW)$`, 'i');

/**
 * Whether a function, run before the change of a row, sets nothing in it but constants, the time and new
 * values: plain assignments in PL/pgSQL. Whatever is not as plain counts as more.
 */
export function setsOnlyNewValues({ language, source }: TriggerFunction): boolean {
  if (language === 'internal') return BUILT_IN.has(source);
  if (language !== 'plpgsql') return false;
  // A text over several lines is not plain, so that no line within one passes for a comment.
  const text = source.replaceAll(/^[ \t]*--.*$/gm, '').trim();
  const body = /^BEGIN\b([\s\S]*)\bEND\s*;?$/i.exec(text)?.[1];
  const steps = body?.split(';').map((one) => one.trim());
  return steps?.every((step) => step === '' || STEP.test(step)) ?? false;
}

import { DefinitionFields } from './definition-fields';
import type { Retrier } from './retry-policy';
import type { Catcher } from './state-machine';

const RETRY_FIELDS = [
  'Comment',
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
];

/** AWS's upper bounds of MaxDelaySeconds and MaxAttempts: concepts-error-handling.html (Retry examples). */
const MAX_DELAY_SECONDS = 31_622_400;

/** Reads a state's Retry, with the specification's defaults (1 s, 3 attempts, rate 2.0). */
export function loadRetriers(fields: DefinitionFields): readonly Retrier[] {
  const all = fields.list('Retry').map((raw, index) => {
    const retry = new DefinitionFields(raw, `${fields.path('Retry')}[${index}]`, RETRY_FIELDS);
    return {
      errorEquals: retry.names('ErrorEquals'),
      intervalSeconds: retry.number('IntervalSeconds', { min: 1 }) ?? 1,
      maxAttempts: retry.number('MaxAttempts', { min: 0 }) ?? 3,
      backoffRate: retry.number('BackoffRate', { min: 1, fraction: true }) ?? 2,
      maxDelaySeconds:
        retry.number('MaxDelaySeconds', { min: 1, max: MAX_DELAY_SECONDS - 1 }) ?? Number.POSITIVE_INFINITY,
      jitter: retry.oneOf('JitterStrategy', ['NONE', 'FULL'], 'NONE'),
    } satisfies Retrier;
  });
  refuseEarlyAll(fields, 'Retry', all);
  return all;
}

/** Reads a state's Catch. */
export function loadCatchers(fields: DefinitionFields): readonly Catcher[] {
  const all = fields.list('Catch').map((raw, index) => {
    const at = `${fields.path('Catch')}[${index}]`;
    const catcher = new DefinitionFields(raw, at, ['Comment', 'ErrorEquals', 'ResultPath', 'Next']);
    return {
      errorEquals: catcher.names('ErrorEquals'),
      resultPath: catcher.optionalPath('ResultPath', 'reference'),
      next: catcher.text('Next'),
    };
  });
  refuseEarlyAll(fields, 'Catch', all);
  return all;
}

function refuseEarlyAll(
  fields: DefinitionFields,
  field: string,
  entries: readonly { errorEquals: readonly string[] }[],
): void {
  const early = entries.slice(0, -1).findIndex((entry) => entry.errorEquals.includes('States.ALL'));
  if (early >= 0) fields.refuse(`${field}[${early}].ErrorEquals`, 'States.ALL must be in the last entry');
}

import { compileChoiceRule } from './choice-rule';
import { DefinitionFields } from './definition-fields';
import type { Json } from './json';
import { isJsonObject } from './json';
import { loadCatchers, loadRetriers } from './load-error-handling';
import { compileTemplate } from './payload-template';
import type { State, StateMachine } from './state-machine';
import { UnsupportedStateLanguageError } from './unsupported-state-language-error';

const FILTER = ['InputPath', 'OutputPath'];
const PRODUCE = [...FILTER, 'ResultPath', 'Parameters', 'Next', 'End'];
const CALL = ['Resource', 'TimeoutSeconds', 'HeartbeatSeconds', 'ResultSelector', 'Retry', 'Catch'];
const INVOKE = 'arn:aws:states:::lambda:invoke';
const RESOURCES = [INVOKE, `${INVOKE}.waitForTaskToken`] as const;

type StateLoader = (raw: Json, at: string) => State;

const LOADERS: Readonly<Record<State['type'], StateLoader>> = {
  Task: loadTask,
  Pass: loadPass,
  Choice: loadChoice,
  Succeed: loadSucceed,
  Fail: loadFail,
};

/**
 * Reads a state machine in the Amazon States Language (JSONPath dialect) and compiles its paths, templates
 * and rules.
 *
 * @param definition the parsed text of an `.asl.json` file, or the text itself
 * @param substitutions values for `${Name}` in the text, as CDK's `definitionSubstitutions`
 * @throws UnsupportedStateLanguageError for anything that the runner does not interpret, with its path
 * @see https://states-language.net/spec.html#structure-of-a-state-machine
 */
export function loadStateMachine(
  definition: Json | string,
  substitutions: Readonly<Record<string, string>> = {},
): StateMachine {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  const raw = JSON.parse(
    text.replace(/\$\{(\w+)\}/g, (_match, name: string) => substitute(name, substitutions)),
  ) as Json;
  const fields = new DefinitionFields(raw, '', [
    'Comment',
    'Version',
    'QueryLanguage',
    'StartAt',
    'States',
    'TimeoutSeconds',
  ]);
  fields.oneOf('QueryLanguage', ['JSONPath'], 'JSONPath');
  fields.oneOf('Version', ['1.0'], '1.0');
  return { ...loadStates(fields), timeoutSeconds: fields.number('TimeoutSeconds', { min: 1 }) };
}

function substitute(name: string, substitutions: Readonly<Record<string, string>>): string {
  const value = substitutions[name];
  if (value === undefined) throw new UnsupportedStateLanguageError(`\${${name}}`, 'no value is given for it');
  return JSON.stringify(value).slice(1, -1);
}

function loadStates(fields: DefinitionFields): Pick<StateMachine, 'startAt' | 'states'> {
  const raw = fields.value('States');
  if (!isJsonObject(raw)) return fields.refuse('States', 'must be an object');
  const states = new Map(
    Object.entries(raw).map(([name, state]) => [name, loadState(state, `${fields.path('States')}.${name}`)]),
  );
  const startAt = fields.text('StartAt');
  if (!states.has(startAt)) fields.refuse('StartAt', `there is no state ${startAt}`);
  for (const [name, state] of states) {
    const missing = targets(state).find((target) => !states.has(target));
    if (missing !== undefined) fields.refuse(`States.${name}`, `leads to ${missing}, which does not exist`);
  }
  return { startAt, states };
}

function targets(state: State): readonly string[] {
  const next = 'next' in state && state.next !== undefined ? [state.next] : [];
  const caught = 'catch' in state ? state.catch.map((catcher) => catcher.next) : [];
  if (state.type !== 'Choice') return [...next, ...caught];
  return [
    ...state.choices.map((choice) => choice.next),
    ...(state.default === undefined ? [] : [state.default]),
  ];
}

function loadState(raw: Json, at: string): State {
  const type = isJsonObject(raw) ? raw.Type : undefined;
  const loader = Object.entries(LOADERS).find(([name]) => name === type)?.[1];
  if (loader === undefined) {
    throw new UnsupportedStateLanguageError(
      `${at}.Type`,
      `the state type ${JSON.stringify(type)} is not supported`,
    );
  }
  return loader(raw, at);
}

function open(raw: Json, at: string, allowed: readonly string[]): DefinitionFields {
  return new DefinitionFields(raw, at, ['Type', 'Comment', ...allowed]);
}

function loadNext(fields: DefinitionFields): string | undefined {
  if (fields.has('End') === fields.has('Next'))
    fields.refuse('Next', 'exactly one of Next and End is needed');
  if (fields.has('Next')) return fields.text('Next');
  return fields.value('End') === true ? undefined : fields.refuse('End', 'must be true');
}

function loadFilter(fields: DefinitionFields) {
  return { inputPath: fields.optionalPath('InputPath'), outputPath: fields.optionalPath('OutputPath') };
}

function loadTemplate(fields: DefinitionFields, field: string) {
  const raw = fields.value(field);
  if (raw === undefined) return undefined;
  return isJsonObject(raw)
    ? compileTemplate(raw, fields.path(field))
    : fields.refuse(field, 'must be an object');
}

function loadProducing(fields: DefinitionFields) {
  return {
    ...loadFilter(fields),
    next: loadNext(fields),
    resultPath: fields.optionalPath('ResultPath', 'reference'),
    parameters: loadTemplate(fields, 'Parameters'),
  };
}

function loadTask(raw: Json, at: string): State {
  const fields = open(raw, at, [...PRODUCE, ...CALL]);
  const resource = fields.oneOf('Resource', RESOURCES);
  new DefinitionFields(fields.value('Parameters'), fields.path('Parameters'), [
    'FunctionName',
    'FunctionName.$',
    'Payload',
    'Payload.$',
  ]);
  const timeoutSeconds = fields.number('TimeoutSeconds', { min: 1 });
  const heartbeatSeconds = fields.number('HeartbeatSeconds', { min: 1 });
  if (heartbeatSeconds !== undefined && resource === INVOKE)
    fields.refuse('HeartbeatSeconds', 'needs a task that waits for a token');
  if (heartbeatSeconds !== undefined && heartbeatSeconds >= (timeoutSeconds ?? 99_999_999)) {
    fields.refuse('HeartbeatSeconds', 'must be smaller than TimeoutSeconds');
  }
  return {
    type: 'Task',
    waitsForToken: resource !== INVOKE,
    timeoutSeconds,
    heartbeatSeconds,
    ...loadProducing(fields),
    resultSelector: loadTemplate(fields, 'ResultSelector'),
    retry: loadRetriers(fields),
    catch: loadCatchers(fields),
  };
}

function loadPass(raw: Json, at: string): State {
  const fields = open(raw, at, [...PRODUCE, 'Result']);
  return { type: 'Pass', result: fields.value('Result'), ...loadProducing(fields) };
}

function loadChoice(raw: Json, at: string): State {
  const fields = open(raw, at, [...FILTER, 'Choices', 'Default']);
  const choices = fields.list('Choices').map((choice, index) => {
    const where = `${at}.Choices[${index}]`;
    if (!isJsonObject(choice) || typeof choice.Next !== 'string') {
      throw new UnsupportedStateLanguageError(`${where}.Next`, 'must be a string');
    }
    return { rule: compileChoiceRule(choice, where, ['Next', 'Comment']), next: choice.Next };
  });
  if (choices.length === 0) fields.refuse('Choices', 'must not be empty');
  return {
    type: 'Choice',
    choices,
    default: fields.has('Default') ? fields.text('Default') : undefined,
    ...loadFilter(fields),
  };
}

function loadSucceed(raw: Json, at: string): State {
  return { type: 'Succeed', ...loadFilter(open(raw, at, FILTER)) };
}

function loadFail(raw: Json, at: string): State {
  const fields = open(raw, at, ['Error', 'Cause']);
  return {
    type: 'Fail',
    error: fields.has('Error') ? fields.text('Error') : '',
    cause: fields.has('Cause') ? fields.text('Cause') : '',
  };
}

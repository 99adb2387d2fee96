import type { Json, JsonObject } from '../../runner/json';
import { isJsonObject } from '../../runner/json';

/** Whether a state counts; see {@link featuresOf}. */
export type IsVisited = (stateName: string) => boolean;

/**
 * What a definition uses of the States Language: state types, their fields, resources, choice operators,
 * error names, forms of paths, places of the context object, intrinsic functions; each as a short text, e.g.
 * `Task.ResultSelector`, `Retry of States.Timeout`, `path [*]`.
 *
 * @param isVisited - states that count; all by default
 */
export function featuresOf(definition: JsonObject, isVisited: IsVisited = () => true): Set<string> {
  const found = new Set<string>();
  for (const field of Object.keys(withoutComment(definition))) found.add(`machine.${field}`);
  for (const [name, state] of Object.entries(definition.States ?? {}))
    if (isVisited(name) && isJsonObject(state)) collectState(state, found);
  return found;
}

function collectState(state: JsonObject, found: Set<string>): void {
  const resource = String(state.Resource ?? '');
  const kind = resource.endsWith('.waitForTaskToken') ? 'waiting Task' : String(state.Type);
  if (resource) found.add(`resource ${resource}`);
  for (const [field, value] of Object.entries(withoutComment(state))) {
    found.add(`${kind}.${field}${value === null ? ' null' : ''}`);
    if (field === 'Retry' || field === 'Catch') collectHandlers(field, value, found);
    else if (field === 'Choices') for (const rule of listed(value)) collectRule(rule, found);
    else if (field === 'Parameters' && kind.endsWith('Task')) collectArguments(value, found);
    else collectPaths(field, value, found);
  }
}

function collectHandlers(kind: string, handlers: Json, found: Set<string>): void {
  for (const handler of listed(handlers)) {
    for (const [field, value] of Object.entries(withoutComment(handler))) {
      found.add(`${kind}.${field}${value === null ? ' null' : ''}`);
      if (field === 'JitterStrategy') found.add(`JitterStrategy ${value}`);
      if (field === 'ErrorEquals' && Array.isArray(value))
        for (const name of value) found.add(`${kind} of ${name}`);
      else collectPaths(field, value, found);
    }
  }
}

function collectRule(rule: JsonObject, found: Set<string>): void {
  for (const [field, value] of Object.entries(withoutComment(rule))) {
    if (field !== 'Next' && field !== 'Variable') found.add(`Choice ${field}`);
    for (const inner of field === 'Not' ? [value] : listed(value))
      if (isJsonObject(inner)) collectRule(inner, found);
    if (field === 'Variable') collectPaths(field, value, found);
  }
}

function collectArguments(parameters: Json, found: Set<string>): void {
  if (!isJsonObject(parameters)) return;
  for (const field of Object.keys(parameters)) found.add(`lambda:invoke ${field}`);
  collectPaths('Parameters', parameters, found);
}

/** Paths are in fields named for them, and in template fields that end in `.$`. */
function collectPaths(field: string, value: Json, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectPaths('', item, found);
  else if (isJsonObject(value)) {
    for (const [inner, held] of Object.entries(value)) collectPaths(inner, held, found);
  } else if (typeof value === 'string' && (field.endsWith('.$') || /Path$|^Variable$/.test(field))) {
    collectPath(value, found);
  }
}

function collectPath(text: string, found: Set<string>): void {
  for (const [name] of text.matchAll(/States\.\w+(?=\()/g)) found.add(`intrinsic ${name}`);
  for (const [place] of text.matchAll(/\$\$\.(\w+\.\w+)/g)) found.add(`context ${place}`);
  if (text.startsWith('States.')) return;
  if (/\[\d+\]/.test(text)) found.add('path [n]');
  if (text.includes('[*]')) found.add('path [*]');
  if (/\[['"]/.test(text)) found.add("path ['name']");
  if (/\$\.\w/.test(text)) found.add('path .name');
}

/** Comments have no effect, so they are no feature. */
function withoutComment({ Comment: _, ...fields }: JsonObject): JsonObject {
  return fields;
}

function listed(value: Json): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

const WILDCARDS = ['States.ALL', 'States.TaskFailed', 'States.HeartbeatTimeout'];

/**
 * The features that a run exercised: an error name counts when that error was raised, a wildcard when any
 * was.
 */
export function shown(features: ReadonlySet<string>, raised: ReadonlySet<string>): string[] {
  return [...features].filter((feature) => {
    const name = /^(?:Retry|Catch) of (.+)$/.exec(feature)?.[1];
    if (name === undefined) return true;
    return WILDCARDS.includes(name) ? raised.size > 0 : raised.has(name);
  });
}

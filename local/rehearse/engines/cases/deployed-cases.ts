import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type Json, type JsonObject } from '../../../runner/json';
import type { EngineCase, Reaction } from '../engine-case';

const folder = join(__dirname, '../../../../statemachines');

/**
 * A deployed machine whose tasks all call the function of the cases. Each task sends its name, and its token
 * under the name that the function reads.
 */
function deployed(machine: string): JsonObject {
  const text = readFileSync(join(folder, `${machine}.asl.json`), 'utf8');
  const definition = JSON.parse(text) as JsonObject;
  const states = Object.entries(definition.States ?? {}).map(([name, state]) => [
    name,
    isJsonObject(state) && state.Type === 'Task' ? withFunction(name, state) : state,
  ]);
  return { ...definition, States: Object.fromEntries(states) as JsonObject };
}

function withFunction(name: string, state: JsonObject): JsonObject {
  const payload = isJsonObject(state.Parameters) ? state.Parameters.Payload : undefined;
  const { 'taskToken.$': token, ...others } = isJsonObject(payload) ? payload : {};
  const task = name.toLowerCase().replaceAll(' ', '-');
  const Payload = { ...others, task, case: '{Case}', ...(token && { 'token.$': token }) };
  return { ...state, Parameters: { FunctionName: '{Step}', Payload } };
}

const next = (state: string): Reaction => ({ reply: { next: state } });
const answered: Reaction = { token: { when: 'after', succeed: null } };

interface Way {
  /** What each step returns, where it matters. */
  readonly reactions?: EngineCase['reactions'];
  /** How often each step is called. */
  readonly attempts: Readonly<Record<string, number>>;
  readonly output?: Json;
}

function way(machine: string, { reactions = {}, attempts, output = null }: Way): EngineCase {
  return {
    name: `deployed-${machine}`,
    definition: deployed(machine),
    input: { requestId: 'R-1' },
    reactions,
    expect: { status: 'SUCCEEDED', attempts, output: { requestId: 'R-1', ...(output as JsonObject | null) } },
  };
}

const stepEnded = (value: Json): Json => ({ step: { value } });

/** Each deployed machine, run to its end. */
export const deployedCases: readonly EngineCase[] = [
  way('after-erasure', { attempts: { 'read-later': 1 } }),
  way('answer-by-person', {
    reactions: { 'hand-to-staff': [answered] },
    attempts: { 'hand-to-staff': 1, 'notify-outcome': 1, 'tell-recipients': 1 },
    output: stepEnded(null),
  }),
  way('carry-out-opt-out', {
    reactions: { 'opt-out-stores': [next('await-stores'), next('done')], 'await-stores': [answered] },
    attempts: { 'await-stores': 1, 'notify-outcome': 1, 'opt-out-stores': 2, 'tell-recipients': 1 },
    output: stepEnded({ next: 'done' }),
  }),
  way('data-subject-request', {
    reactions: {
      'search-stores': [next('verify-identity'), next('ask-manual-stores'), next('decide')],
      'verify-identity': [answered],
      'ask-manual-stores': [answered],
      'ask-decision': [answered],
    },
    attempts: {
      ...{ 'ask-decision': 1, 'ask-manual-stores': 1, 'pass-on': 1 },
      ...{ 'search-stores': 3, 'verify-identity': 1 },
    },
    output: stepEnded(null),
  }),
  way('fulfil-access', {
    reactions: {
      'ask-manual-stores': [answered],
      'notify-outcome': [next('check-proof'), next('done')],
    },
    attempts: { 'ask-manual-stores': 2, 'assemble-package': 2, 'check-proof': 1, 'notify-outcome': 2 },
    output: stepEnded({ next: 'done' }),
  }),
  way('fulfil-erasure', {
    reactions: {
      'give-notice': [answered],
      'erase-stores': [next('again'), next('go-on')],
      'await-second-reading': [answered],
      'read-stores-again': [next('done')],
    },
    attempts: {
      ...{ 'await-second-reading': 1, 'close-request': 1, 'erase-stores': 2, 'give-notice': 1 },
      ...{ 'notify-outcome': 1, 'read-stores-again': 1, 'tell-recipients': 1 },
    },
    output: stepEnded({ next: 'done' }),
  }),
  way('fulfil-rectification', {
    reactions: { 'correct-stores': [next('give-notice'), next('done')], 'give-notice': [answered] },
    attempts: { 'correct-stores': 2, 'give-notice': 1, 'notify-outcome': 1, 'tell-recipients': 1 },
    output: stepEnded({ next: 'done' }),
  }),
  {
    name: 'deployed-in-trouble',
    definition: deployed('answer-by-person'),
    input: { requestId: 'R-1' },
    reactions: { 'hand-to-staff': [answered], 'tell-recipients': [{ fail: 'StoreDown' }] },
    expect: {
      status: 'FAILED',
      error: 'NeedsAPerson',
      output: null,
      attempts: { 'hand-to-staff': 1, 'report-trouble': 1, 'tell-recipients': 1 },
    },
  },
];

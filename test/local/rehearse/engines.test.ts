import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCases } from '../../../local/rehearse/engines/all-cases';
import { differences } from '../../../local/rehearse/engines/differences';
import { featuresOf, shown } from '../../../local/rehearse/engines/features';
import { disagreement } from '../../../local/rehearse/engines/hold-together';
import { type LocalRun, runLocally } from '../../../local/rehearse/engines/local-engine';
import {
  type Aspect,
  type ComparedOutcome,
  departures,
  EXACT,
} from '../../../local/rehearse/engines/outcome';
import type { JsonObject } from '../../../local/runner/json';
import { loadStateMachine } from '../../../local/runner/load-state-machine';

const root = join(__dirname, '../../..');
const runs = new Map<string, LocalRun>();
const names = allCases.map(({ name }) => name);

beforeAll(async () => {
  for (const one of allCases) runs.set(one.name, await runLocally(one));
});

/** What the small definitions exercise, all of them together. */
function exercised(): Set<string> {
  const all = allCases.flatMap((one) => {
    const run = runs.get(one.name);
    const visited = featuresOf(one.definition, (state) => run?.visited.has(state) ?? false);
    return shown(visited, run?.raised ?? new Set());
  });
  return new Set(all);
}

describe('the project’s own runner', () => {
  it.each(allCases)('does with $name what the specification says', ({ name, expect: expected }) => {
    const outcome = runs.get(name)?.outcome as ComparedOutcome;
    const aspects = Object.keys(expected) as Aspect[];
    const wrong = departures(expected, outcome, aspects, EXACT);

    expect(Object.fromEntries(wrong.map((aspect) => [aspect, outcome[aspect]]))).toEqual({});
  });
});

describe('the small definitions', () => {
  const machines = readdirSync(join(root, 'statemachines')).filter((file) => file.endsWith('.asl.json'));

  it('have a name of their own each', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it('say each how its execution ends, and how often its functions are called', () => {
    const vague = allCases.filter(({ name, expect: { status, output, error, attempts, payloads } }) => {
      const calls = Object.keys(runs.get(name)?.outcome.attempts ?? {}).length;
      const ends = status === 'SUCCEEDED' ? output : error;
      return ends === undefined || (calls > 0 && attempts === undefined && payloads === undefined);
    });

    expect(vague.map(({ name }) => name)).toEqual([]);
  });

  it.each(machines)('exercise everything that %s uses', (file) => {
    const definition = JSON.parse(readFileSync(join(root, 'statemachines', file), 'utf8')) as JsonObject;
    const known = exercised();

    expect([...featuresOf(definition)].filter((feature) => !known.has(feature))).toEqual([]);
  });

  it('exercise every field of every state that the runner accepts', () => {
    const known = exercised();
    const accepted = Object.entries(smallest).flatMap(([kind, state]) =>
      Object.entries(samples)
        .filter(([field, value]) => isAccepted({ ...state, ...(field in state ? {} : { [field]: value }) }))
        .map(([field]) => `${kind}.${field}`),
    );

    expect(accepted.length).toBeGreaterThan(35);
    expect(accepted.filter((feature) => !known.has(feature))).toEqual([]);
  });

  it('exercise every choice operator and intrinsic function that the runner accepts', () => {
    const known = exercised();
    const compare = (operator: string) =>
      ['a', 1, true, '2026-01-01T00:00:00Z', '$.b'].some((value) =>
        isAccepted({ ...smallest.Choice, Choices: [{ Variable: '$.a', [operator]: value, Next: 'Only' }] }),
      );
    const call = (name: string) =>
      isAccepted({ ...smallest.Pass, Parameters: { 'x.$': `States.${name}($.a)` } });
    const accepted = [
      ...operators.filter(compare).map((operator) => `Choice ${operator}`),
      ...intrinsics.filter(call).map((name) => `intrinsic States.${name}`),
    ];

    expect(accepted.length).toBeGreaterThan(5);
    expect(accepted.filter((feature) => !known.has(feature))).toEqual([]);
  });
});

describe('the list of differences', () => {
  const outcome = (name: string) => runs.get(name)?.outcome as ComparedOutcome;
  const one = (name: string) => allCases.filter((each) => each.name === name);
  const judge = (name: string, found: Partial<ComparedOutcome>) =>
    one(name).map((each) =>
      disagreement(each, new Map([[name, outcome(name)]]), new Map([[name, { ...outcome(name), ...found }]])),
    );

  it('names cases, each once', () => {
    const listed = differences.map(({ name }) => name);

    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each(differences)('lets $name differ just as it says', ({ name, seen }) => {
    expect(judge(name, seen)).toEqual([undefined]);
  });

  it.each(differences)('does not let $name agree', ({ name }) => {
    expect(judge(name, {})).toEqual([expect.stringContaining('the engines agree')]);
  });

  it.each(differences)('does not let $name differ in anything else', ({ name, seen }) => {
    expect(judge(name, { ...seen, payloads: { another: [] } })).toEqual([
      expect.stringContaining('not as it is listed'),
    ]);
  });

  it('lets nothing else differ', () => {
    expect(judge('task-as-ours', { attempts: { step: 3 } })).toEqual([
      expect.stringContaining('"attempts":{"step":3}'),
    ]);
    expect(judge('retry-by-default', { gaps: [1, 1, 1] })).toEqual([
      expect.stringContaining('"gaps":[1,1,1]'),
    ]);
    expect(judge('task-as-ours', {})).toEqual([undefined]);
  });
});

function isAccepted(state: JsonObject): boolean {
  try {
    loadStateMachine({ StartAt: 'Only', States: { Only: state } });
    return true;
  } catch {
    return false;
  }
}

const invoke = 'arn:aws:states:::lambda:invoke';
const processor = { StartAt: 'In', States: { In: { Type: 'Succeed' } } };

/** The smallest state of each kind. */
const smallest = {
  Task: { Type: 'Task', Resource: invoke, Parameters: { FunctionName: 'f' }, End: true },
  'waiting Task': {
    Type: 'Task',
    Resource: `${invoke}.waitForTaskToken`,
    Parameters: { FunctionName: 'f' },
    End: true,
  },
  Map: { Type: 'Map', ItemProcessor: processor, End: true },
  Parallel: { Type: 'Parallel', Branches: [processor], End: true },
  Pass: { Type: 'Pass', End: true },
  Choice: { Type: 'Choice', Choices: [{ Variable: '$.a', IsPresent: true, Next: 'Only' }] },
  Wait: { Type: 'Wait', Seconds: 1, End: true },
  Succeed: { Type: 'Succeed' },
  Fail: { Type: 'Fail' },
} satisfies Record<string, JsonObject>;

const path = '$.a';
/** Every field of the States Language, with a value that is right where the field is. */
const samples: JsonObject = {
  ...Object.fromEntries(
    [
      'InputPath',
      'OutputPath',
      'ResultPath',
      'ItemsPath',
      'TimeoutSecondsPath',
      'HeartbeatSecondsPath',
      'SecondsPath',
      'TimestampPath',
      'ErrorPath',
      'CausePath',
      'MaxConcurrencyPath',
      'ToleratedFailureCountPath',
      'ToleratedFailurePercentagePath',
    ].map((field) => [field, path]),
  ),
  ...Object.fromEntries(
    [
      'TimeoutSeconds',
      'HeartbeatSeconds',
      'Seconds',
      'MaxConcurrency',
      'ToleratedFailureCount',
      'ToleratedFailurePercentage',
    ].map((field) => [field, 1]),
  ),
  ...Object.fromEntries(
    [
      'Parameters',
      'ResultSelector',
      'ItemSelector',
      'Assign',
      'Arguments',
      'Output',
      'Credentials',
      'ItemReader',
      'ItemBatcher',
      'ResultWriter',
      'Iterator',
    ].map((field) => [field, { 'a.$': path }]),
  ),
  Type: 'there',
  Resource: 'there',
  QueryLanguage: 'JSONPath',
  Result: 1,
  Items: [1],
  Error: 'E',
  Cause: 'C',
  Default: 'Only',
  Timestamp: '2026-01-01T00:00:00Z',
  Retry: [{ ErrorEquals: ['States.ALL'] }],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Only' }],
};

const compared = ['String', 'Numeric', 'Timestamp'].flatMap((type) =>
  ['Equals', 'LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals'].flatMap((how) => [
    `${type}${how}`,
    `${type}${how}Path`,
  ]),
);
const operators = [
  ...compared,
  ...['BooleanEquals', 'BooleanEqualsPath', 'StringMatches'],
  ...['IsNull', 'IsPresent', 'IsNumeric', 'IsString', 'IsBoolean', 'IsTimestamp'],
];
const intrinsics = [
  ...['Array', 'ArrayPartition', 'ArrayContains', 'ArrayRange', 'ArrayGetItem', 'ArrayLength', 'ArrayUnique'],
  ...['Base64Encode', 'Base64Decode', 'Hash', 'JsonMerge', 'StringToJson', 'JsonToString', 'MathRandom'],
  ...['MathAdd', 'StringSplit', 'UUID', 'Format'],
];

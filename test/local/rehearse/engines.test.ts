import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCases } from '../../../local/rehearse/engines/all-cases';
import { disagreement } from '../../../local/rehearse/engines/compare-engines';
import { differences } from '../../../local/rehearse/engines/differences';
import { featuresOf, shown } from '../../../local/rehearse/engines/features';
import { type LocalRun, runLocally } from '../../../local/rehearse/engines/local-engine';
import {
  type Aspect,
  type ComparedOutcome,
  departures,
  EXACT,
} from '../../../local/rehearse/engines/outcome';
import type { JsonObject } from '../../../local/runner/json';

const root = join(__dirname, '../../..');
const runs = new Map<string, LocalRun>();
const names = allCases.map(({ name }) => name);

beforeAll(async () => {
  for (const one of allCases) runs.set(one.name, await runLocally(one));
});

/**
 * The features that the small definitions exercise together. The deployed machines do not count, since they
 * show no errors.
 */
function exercised(): Set<string> {
  const small = allCases.filter(({ name }) => !name.startsWith('deployed-'));
  const all = small.flatMap((one) => {
    const run = runs.get(one.name);
    const visited = featuresOf(one.definition, (state) => run?.visited.has(state) ?? false);
    return shown(visited, run?.raised ?? new Set());
  });
  return new Set(all);
}

describe('the project’s own runner', () => {
  it.each(allCases)('follows the specification in $name', ({ name, expect: expected }) => {
    const outcome = runs.get(name)?.outcome as ComparedOutcome;
    const aspects = Object.keys(expected) as Aspect[];
    const wrong = departures(expected, outcome, aspects, EXACT);

    expect(Object.fromEntries(wrong.map((aspect) => [aspect, outcome[aspect]]))).toEqual({});
  });
});

describe('the definitions', () => {
  const machines = readdirSync(join(root, 'statemachines')).filter((file) => file.endsWith('.asl.json'));

  it('each have a unique name', () => {
    expect(new Set(names).size).toBe(names.length);
  });

  it('each say how the execution ends and how often its functions are called', () => {
    const vague = allCases.filter(({ name, expect: { status, output, error, attempts, payloads } }) => {
      const calls = Object.keys(runs.get(name)?.outcome.attempts ?? {}).length;
      const ends = status === 'SUCCEEDED' ? output : error;
      return ends === undefined || (calls > 0 && attempts === undefined && payloads === undefined);
    });

    expect(vague.map(({ name }) => name)).toEqual([]);
  });

  it('run each deployed machine', () => {
    const wanted = machines.map((file) => `deployed-${file.replace('.asl.json', '')}`);

    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(machines)('exercise everything that %s uses', (file) => {
    const definition = JSON.parse(readFileSync(join(root, 'statemachines', file), 'utf8')) as JsonObject;
    const known = exercised();

    expect([...featuresOf(definition)].filter((feature) => !known.has(feature))).toEqual([]);
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

  it.each(differences)('lets $name differ exactly as listed', ({ name, seen }) => {
    expect(judge(name, seen)).toEqual([undefined]);
  });

  it.each(differences)('does not let $name agree', ({ name }) => {
    expect(judge(name, {})).toEqual([expect.stringContaining('the engines agree')]);
  });

  it.each(differences)('does not let $name differ in anything else', ({ name, seen }) => {
    expect(judge(name, { ...seen, payloads: { another: [] } })).toEqual([
      expect.stringContaining('not as listed'),
    ]);
  });

  it('lets nothing else differ', () => {
    expect(judge('task-as-ours', { attempts: { step: 3 } })).toEqual([
      expect.stringContaining('"attempts":{"step":3}'),
    ]);
    expect(judge('retry-slower-each-time', { gaps: [1, 1] })).toEqual([
      expect.stringContaining('"gaps":[1,1]'),
    ]);
    expect(judge('task-as-ours', {})).toEqual([undefined]);
  });
});

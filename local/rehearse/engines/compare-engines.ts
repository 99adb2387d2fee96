import { allCases } from './all-cases';
import { type Difference, differences } from './differences';
import { runInEmulator } from './emulated-engine';
import type { AwsClientSettings } from './emulated-functions';
import type { EngineCase } from './engine-case';
import { runLocally } from './local-engine';
import { type Aspect, aspectsOf, type ComparedOutcome, departures, REAL_TIME } from './outcome';

/** Aspects that a busy machine can distort; a case that differs only in them is run once more, alone. */
const TIMED: readonly Aspect[] = ['gaps'];

/**
 * Runs every case in the project's own runner and in the emulator at the endpoint.
 *
 * @returns how many agreed, and how many differences are listed
 * @throws Error that names every case in which the two disagree and no difference is listed, and every listed
 * difference that is gone or has changed
 */
export async function compareEngines(settings: AwsClientSettings): Promise<string> {
  const run = `engines-${process.pid}-${Date.now().toString(36)}`;
  const [emulated, local] = await Promise.all([
    runInEmulator(allCases, run, settings),
    localOutcomes(allCases, run),
  ]);
  const doubtful = allCases.filter((one) => spoiltByTime(one, local, emulated));
  if (doubtful.length > 0) {
    for (const [name, outcome] of await runInEmulator(doubtful, `${run}-again`, settings))
      emulated.set(name, outcome);
  }
  const wrong = allCases.flatMap((one) => disagreement(one, local, emulated) ?? []);
  if (wrong.length > 0) throw new Error(`two engines disagree:\n${wrong.join('\n')}`);
  const agreed = `${allCases.length - differences.length} of ${allCases.length} definitions agree`;
  return `${agreed}, ${differences.length} differences are listed`;
}

type Outcomes = ReadonlyMap<string, ComparedOutcome>;

async function localOutcomes(cases: readonly EngineCase[], run: string): Promise<Outcomes> {
  const outcomes = new Map<string, ComparedOutcome>();
  for (const one of cases) outcomes.set(one.name, (await runLocally(one, run)).outcome);
  return outcomes;
}

function spoiltByTime(one: EngineCase, local: Outcomes, emulated: Outcomes): boolean {
  const found = departed(one, local, emulated);
  return disagreement(one, local, emulated) !== undefined && found.every((aspect) => TIMED.includes(aspect));
}

function departed(one: EngineCase, local: Outcomes, emulated: Outcomes): Aspect[] {
  const [wanted, found] = [local.get(one.name), emulated.get(one.name)];
  if (wanted === undefined || found === undefined) return ['status'];
  return departures(wanted, found, aspectsOf(one.expect), REAL_TIME);
}

/** What is wrong with a case, in one line; undefined when the engines agree or differ exactly as listed. */
export function disagreement(one: EngineCase, local: Outcomes, emulated: Outcomes): string | undefined {
  const differing = departed(one, local, emulated);
  const listed = differences.find(({ name }) => name === one.name);
  const outcomes = `local ${shown(local.get(one.name), differing)}, emulator ${shown(emulated.get(one.name), differing)}`;
  if (listed === undefined) return differing.length === 0 ? undefined : `${one.name}: ${outcomes}`;
  if (differing.length === 0) return `${one.name}: is listed as a difference, but the engines agree`;
  return asListed(listed, differing, emulated.get(one.name))
    ? undefined
    : `${one.name}: differs, but not as listed: ${outcomes}`;
}

function asListed(
  { seen }: Difference,
  differing: readonly Aspect[],
  found: ComparedOutcome | undefined,
): boolean {
  const aspects = Object.keys(seen) as Aspect[];
  const all = aspects.length === differing.length && differing.every((aspect) => aspects.includes(aspect));
  return all && found !== undefined && departures(seen, found, aspects, REAL_TIME).length === 0;
}

function shown(outcome: ComparedOutcome | undefined, aspects: readonly Aspect[]): string {
  return JSON.stringify(Object.fromEntries(aspects.map((aspect) => [aspect, outcome?.[aspect]]))).slice(
    0,
    400,
  );
}

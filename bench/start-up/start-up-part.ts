import { join } from 'node:path';
import * as z from 'zod';
import {
  type BenchContext,
  type BenchPart,
  type Figure,
  figureOf,
  type Gate,
  OURS,
  ratioGate,
} from '../machinery/bench-part';
import { bundleScript, runScript, type ScriptBundle } from '../machinery/child-process';
import { type Contestant, interleave } from '../machinery/interleave';
import { once, spreadOf } from '../machinery/spread';
import { type Builds, bytesOf, EMPTY, PLAIN, withBuilds } from './builds';
import { firstEvents } from './first-events';

export interface StartInput {
  /** Of the function's code. */
  readonly file: string;
  readonly event: object;
}

const startOutput = z.object({ init: z.number(), total: z.number(), outcome: z.string() });
export type StartOutput = z.infer<typeof startOutput>;

export const startUpPart: BenchPart = {
  name: 'start-up',
  asks: 'How long does a person wait for a function that was asleep?',
  run: async (context) => {
    const { startedFunctions } = context.sizes;
    const { desk } = await context.desk();
    const bundle = await bundleScript(join(__dirname, 'start-script.ts'));
    const env = { ...process.env, ...desk.environment, LOG_LEVEL: 'SILENT' };
    try {
      return await withBuilds(startedFunctions, async (buildsOf) => {
        const figures: Figure[] = [];
        for (const name of startedFunctions)
          figures.push(...(await measureStarts(context, { name, builds: buildsOf(name), bundle, env })));
        return { figures, gates: [...gatesOf(figures)], notes: [NOTE] };
      });
    } finally {
      bundle.remove();
    }
  },
};

const NOTE =
  'Each start is a process of its own with a warm file cache; the time of Node itself is not in it. The first call is answered by an emulator on this machine, without TLS. On Lambda everything takes longer; the ratios carry over.';

interface Started {
  readonly name: string;
  readonly builds: Builds;
  readonly bundle: ScriptBundle;
  readonly env: NodeJS.ProcessEnv;
}

async function measureStarts(
  { sizes, random, say }: BenchContext,
  { name, builds, bundle, env }: Started,
): Promise<Figure[]> {
  say(`starting ${name}`);
  const event = firstEvents[name] ?? {};
  const totals = new Map<string, number[]>();
  const outcomes = new Set<string>();
  const contestants = Object.entries(builds).map(([way, file]): [string, Contestant] => [
    way,
    async () => {
      const { init, total, outcome } = startOutput.parse(await runScript(bundle, { file, event }, env));
      totals.set(way, [...(totals.get(way) ?? []), total]);
      if (way !== EMPTY) outcomes.add(outcome);
      return init;
    },
  ]);
  const inits = await interleave(Object.fromEntries(contestants), {
    random,
    rounds: sizes.starts,
    warmUps: 0,
  });
  const [outcome = ''] = outcomes;
  if (outcomes.size !== 1 || /^5|TypeError|ReferenceError/.test(outcome))
    throw new Error(`the builds of ${name} did not do the same: ${[...outcomes].join(', ')}`);
  const both = Object.fromEntries(Object.keys(builds).map((way) => [way, spreadOf(totals.get(way) ?? [])]));
  const bytes = Object.entries(builds).map(([way, file]) => [way, once(bytesOf(file) / 1_024)] as const);
  return [
    figureOf(`${name}: load`, 'ms', inits),
    figureOf(`${name}: load and first call`, 'ms', both),
    figureOf(`${name}: code`, 'KiB', Object.fromEntries(bytes)),
  ];
}

/** KiB, minified. The test of the bundles holds each function closely to its own size. */
const CODE_KIB = { goal: 350, held: 850 };

function* gatesOf(figures: readonly Figure[]): Iterable<Gate> {
  for (const figure of figures) {
    if (figure.unit === 'KiB') yield* sizeGate(figure);
    else
      yield ratioGate(
        figure,
        PLAIN,
        /first call$/.test(figure.what) ? { goal: 0.9, held: 1 } : { goal: 0.6, held: 0.9 },
      );
  }
}

function* sizeGate({ what, measured }: Figure): Iterable<Gate> {
  const ours = measured.find(({ who }) => who === OURS);
  if (ours) yield { what, unit: 'KiB', counted: ours.median, ...CODE_KIB };
}

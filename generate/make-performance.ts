/** Writes `docs/performance.md` from the kept run of the bench: `npx tsx generate/make-performance.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchResults, KEPT_RUN, type PartResults, readResults } from '../bench/machinery/bench-results';
import { amount, verdictOf } from '../bench/machinery/results-table';
import { markdownTable } from './cost-tables';

export const PERFORMANCE_PAGE = join(__dirname, '..', 'docs', 'performance.md');

/** The whole page. */
export function performancePage(results: BenchResults): string {
  const ran = results.parts.filter(({ skipped }) => skipped === undefined);
  return `${[
    introduction(results),
    '## Goals\n',
    goalWords,
    goalTable(ran),
    ...results.parts.map(section),
  ].join('\n')}\n`;
}

function introduction({ machine, sizes, seed, parts: all }: BenchResults): string {
  const parts = all.filter((part) => part.machine === undefined);
  const others = all.length > parts.length ? ' Parts that ran elsewhere, or on another day, say so.' : '';
  const days = [...new Set(parts.map(({ at }) => at.slice(0, 10)))];
  const load = Math.max(...parts.flatMap(({ load: both }) => both));
  return `# Performance

<!-- Made by generate/make-performance.ts from bench/kept-results.json. Do not edit. -->

\`npm run bench\` measures the desk beside what others make of the same work, or beside what the machine allows, in the same run and in shuffled turns. This is a run of ${days.join(', ')} with ${sizes} sizes: ${inWords(machine)}, load at most ${load}, seed ${seed}.${others}

Times belong to that machine; ratios carry over to others. **Nothing of it ran on AWS.** Each number is a median; the least and the one that nine of ten runs stay within are beside it where there were several runs.
`;
}

function inWords({ node, postgres, cores, cpu, memoryGib }: BenchResults['machine']): string {
  const server = postgres ? `, PostgreSQL ${postgres}` : '';
  return `Node ${node.slice(1)}${server}, ${cores} cores of ${cpu}, ${memoryGib} GiB`;
}

const goalWords = `A ratio here is that of the best measurements of each, which other work on the machine disturbs least; the sections below compare medians. The last column is what the bench fails above: more than the goal where a ratio depends on the machine, or where the goal is not met yet.
`;

function goalTable(parts: readonly PartResults[]): string {
  const rows = parts.flatMap(({ name, gates }) =>
    gates.map((gate) => {
      const { what, unit, counted, goal, held = goal } = gate;
      const verdict = verdictOf(gate);
      const shown = verdict === 'met' ? verdict : `**${verdict.toLowerCase()}**`;
      return [`${name}: ${what}`, unit, amount(counted), amount(goal), shown, amount(held)];
    }),
  );
  return markdownTable(['', 'unit', 'counted', 'goal', '', 'held to'], rows);
}

function section({ name, asks, at, load, machine, figures, notes = [], skipped }: PartResults): string {
  const where = machine
    ? `\nMeasured on ${at.slice(0, 10)} on another machine: ${inWords(machine)}, load ${load.join(' to ')}.\n`
    : '';
  const heading = `\n## ${name[0]?.toUpperCase()}${name.slice(1)}\n\n${asks}\n${where}`;
  if (skipped) return `${heading}\nNot measured in this run: ${skipped}\n`;
  return [heading, figureTable(figures), ...notes.map((note) => `\n${note}`)].join('\n');
}

/** The figures of a part: a line for each contestant, ours with its ratio to each of the others. */
function figureTable(figures: PartResults['figures']): string {
  const rows = figures.flatMap(({ what, unit, better, measured }) =>
    measured.map(({ who, median, min, p90, runs }, nth) => [
      nth === 0 ? `${what}, ${unit}` : '',
      who,
      amount(median),
      runs > 1 ? `${amount(min)} / ${amount(p90)}` : '',
      nth === 0 ? '' : effort(measured[0]?.median ?? 0, median, better),
    ]),
  );
  return markdownTable(['', '', 'median', 'least / 90 %', 'Rightsdesk needs'], rows);
}

/** How many times the effort of the other we need. */
function effort(ours: number, theirs: number, better: 'more' | undefined): string {
  const ratio = better === 'more' ? theirs / ours : ours / theirs;
  return Number.isFinite(ratio) && ratio > 0 ? `${amount(ratio)} x` : '';
}

if (require.main === module) writeFileSync(PERFORMANCE_PAGE, performancePage(readResults(KEPT_RUN)));

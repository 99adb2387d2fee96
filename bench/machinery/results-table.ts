import type { PartResults } from './bench-results';

/** A part's figures and gates as lines for a terminal. */
export function resultLines({ figures, gates, notes = [], skipped }: PartResults): string[] {
  if (skipped) return [`  skipped: ${skipped}`];
  return [
    ...figures.flatMap(({ what, unit, measured }) => [
      `  ${what}, ${unit}`,
      ...measured.map(
        ({ who, median, min, p90, runs }) =>
          `    ${who.padEnd(44)} ${amount(median).padStart(10)}${runs > 1 ? `   least ${amount(min)}, 90 % within ${amount(p90)}, ${runs} runs` : ''}`,
      ),
    ]),
    ...gates.map(
      (gate) =>
        `  ${verdictOf(gate)}  ${gate.what}: ${amount(gate.counted)} ${gate.unit}, goal ${amount(gate.goal)}`,
    ),
    ...notes.map((note) => `  ${note}`),
  ];
}

/** How a gate stands: the goal is met, or missed but within what is held to, or neither. */
export function verdictOf({ counted, goal, held = goal }: PartResults['gates'][number]): string {
  if (counted <= goal) return 'met';
  return counted <= held ? 'missed' : 'BROKEN';
}

/** A number with about three digits. */
export function amount(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: 0 });
}

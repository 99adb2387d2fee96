import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Share } from '../test/first-map/measure-draft';
import { type MeasuredSchema, measureOwnSchemas } from '../test/first-map/own-schemas';

/** Writes the figures of docs/map-draft.md: `npx tsx generate/make-draft-figures.ts`. */
export const DRAFT_PAGE = join(__dirname, '..', 'docs', 'map-draft.md');

const [begin, end] = ['<!-- figures: made by generate/make-draft-figures.ts -->', '<!-- figures: end -->'];

/** The page with the figures replaced. Throws when its marks are not there. */
export function withFigures(page: string, measured: readonly MeasuredSchema[]): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/map-draft.md lacks the mark ${begin}`);
  return `${before}${begin}\n${figureTable(measured)}\n${end}${after}`;
}

function figureTable(measured: readonly MeasuredSchema[]): string {
  return [
    '| schema | tables | about people or not | whose rows | references | categories | unsafe if unreviewed |',
    '|---|---:|---|---|---|---|---|',
    ...measured.map(
      (one) =>
        `| ${one.name} | ${one.count} | ${words(one.tables)} | ${words(one.owners)} | ${words(one.references)} | ${words(one.categories)} | ${one.unsafe.length === 0 ? 'none' : one.unsafe.length} |`,
    ),
  ].join('\n');
}

/** `21 of 22, 1 left open`: what is neither is wrong. */
function words({ right, open, wrong }: Share): string {
  const rest = [
    ...(open > 0 ? [`${open} left open`] : []),
    ...(wrong.length > 0 ? [`${wrong.length} wrong`] : []),
  ];
  return [`${right} of ${right + open + wrong.length}`, ...rest].join(', ');
}

if (require.main === module)
  void measureOwnSchemas().then((measured) =>
    writeFileSync(DRAFT_PAGE, withFigures(readFileSync(DRAFT_PAGE, 'utf8'), measured)),
  );

/** Writes `docs/law-table.md` from the law files: `npx tsx generate/make-law-table.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRegimes } from '../functions/config/laws/law-library';
import { periodInWords } from '../functions/domain/deadlines/explanation';
import type {
  ClockRule,
  Confidence,
  PeriodRule,
  Regime,
  RequestTypeRule,
} from '../functions/domain/deadlines/law';
import { requestTypeOf, verificationLevelOf } from '../functions/domain/deadlines/request-type-of';
import { type Right, rightNames } from '../functions/domain/rights';

/** The whole page: law by law, each right that the law gives. */
export function lawTable(): string {
  const laws = [...allRegimes().values()];
  return `${[INTRODUCTION, ...laws.map(sectionOf)].join('\n')}\n`;
}

const INTRODUCTION = `# Each law, each right

<!-- Made by generate/make-law-table.ts from functions/domain/deadlines/laws. Do not edit. -->

What the data says of each right under each law, and who read what where: **o** official (the law or a faithful
reprint), **e** elsewhere (commentary), **u** unconfirmed (from knowledge). Nobody here is a lawyer, and no lawyer has
looked at it. Dates in full, with articles: [deadlines.md](deadlines.md).

- **Date**: last day for the answer + extension.
- **Proof**: how sure of the person the law wants the desk to be.
- **Grounds**: how many the data has for refusing this right, by how they were read. 0 means: none is known, or the
  law knows none.
- **Answer**: what the law says of the content: a ban on showing numbers, and what a refusal says.
- **Told**: whether the law has others told of it.
`;

function sectionOf(law: Regime): string {
  const head = ['Right', 'Asked for as', 'Date', 'Proof', 'Grounds', 'Right itself read'];
  const rows = rightNames.flatMap((right) => rowsOf(law, right));
  return [
    `## ${law.name} (\`${law.id}\`)`,
    '',
    `${law.review === 'supported' ? 'Supported' : 'Not yet reviewed'}. Answer: ${shownOf(law)}. Refusal says: ${law.refusal.mustContain
      .map(({ words }) => words)
      .join('; ')} (${mark(law, law.refusal.source)}). Told: ${toldOf(law)}.`,
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
    '',
    readAt(law),
    '',
  ].join('\n');
}

function rowsOf(law: Regime, right: Right): string[][] {
  const type = requestTypeOf(law, right);
  const rule = type === undefined ? undefined : law.requestTypes[type];
  if (type === undefined || !rule) return [];
  return [
    [
      right,
      rule.effective ? `${type}, from ${rule.effective}` : type,
      datesOf(law, rule),
      `${verificationLevelOf(law, right) ?? 'not said'} (${mark(law, law.verification.source)})`,
      groundsOf(law, type),
      `${law.sources[rule.source]?.article ?? ''} (${mark(law, rule.source)})`,
    ],
  ];
}

function datesOf(law: Regime, rule: RequestTypeRule): string {
  const now = dateOf(law, law.clocks[rule.clock]);
  const later = (rule.later ?? []).map(
    ({ from, clock }) => `from ${from}: ${dateOf(law, law.clocks[clock])}`,
  );
  return [now, ...later].join('; ');
}

function dateOf(law: Regime, clock: ClockRule | undefined): string {
  if (!clock) return '';
  const { respond, noDate, extension, atOnce } = clock;
  const answer = respond ? cited(law, respond) : `no date (${mark(law, noDate?.source)})`;
  const more =
    extension?.amount && extension.unit
      ? ` + ${cited(law, { amount: extension.amount, unit: extension.unit, source: extension.source })}`
      : extension
        ? ` + to the day named (${mark(law, extension.source)})`
        : '';
  return `${atOnce ? 'at once; ' : ''}${answer}${more}`;
}

function cited(law: Regime, period: PeriodRule): string {
  return `${periodInWords(period)} (${mark(law, period.source)})`;
}

function groundsOf(law: Regime, type: string): string {
  const grounds = law.refusal.grounds.filter(({ only }) => only === undefined || only.includes(type));
  const by = (confidence: Confidence) =>
    grounds.filter(({ source }) => law.sources[source]?.confidence === confidence).length;
  return grounds.length === 0
    ? '0'
    : `${grounds.length} (o ${by('official')}, e ${by('elsewhere')}, u ${by('unconfirmed')})`;
}

function shownOf({ neverDisclose }: Regime): string {
  return neverDisclose.length > 0
    ? `names and never shows ${neverDisclose.map(({ words }) => words).join('; ')}`
    : 'no ban on showing what is the person’s own is known';
}

function toldOf(law: Regime): string {
  return law.thirdParties
    ? `${law.thirdParties.words} (${mark(law, law.thirdParties.source)})`
    : 'nothing is known';
}

function mark(law: Regime, source: string | undefined): string {
  const confidence = source === undefined ? undefined : law.sources[source]?.confidence;
  return (confidence ?? 'unconfirmed').charAt(0);
}

/** The places where the law was read, each once. */
function readAt(law: Regime): string {
  const read = Object.values(law.sources).filter(({ confidence }) => confidence !== 'unconfirmed');
  const places = new Map<string, { days: Set<string>; articles: string[] }>();
  for (const { readAt: at, link, article, checked, confidence } of read) {
    const place = at ?? (confidence === 'official' ? link : undefined) ?? 'as others quote it';
    const known = places.get(place) ?? { days: new Set<string>(), articles: [] };
    known.days.add(checked);
    known.articles.push(article);
    places.set(place, known);
  }
  if (places.size === 0) return 'Read: nothing.';
  return [
    'Read by this project, not by a lawyer:',
    '',
    ...[...places].map(
      ([place, { days, articles }]) =>
        `- ${place} (${[...days].join(', ')}): ${[...new Set(articles)].join('; ')}`,
    ),
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
}

if (require.main === module) writeFileSync(join(__dirname, '../docs/law-table.md'), lawTable());

/**
 * Writes `docs/deadlines.md` from the law files and the worked cases: `npx tsx
 * generate/make-deadline-docs.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRegimes } from '../functions/config/laws/law-library';
import { periodInWords } from '../functions/domain/deadlines/explanation';
import { KNOWN_LAWS, type KnownLaw } from '../functions/domain/deadlines/known-laws';
import type {
  ApplicabilityTest,
  ClockRule,
  Confidence,
  ExtensionRule,
  PauseRule,
  PeriodRule,
  Regime,
} from '../functions/domain/deadlines/law';
import { isUnproven, proofs } from '../test/domain/deadlines/proof';
import {
  disputed,
  moreWorkedCases,
  type WorkedCase,
  workedCases,
} from '../test/domain/deadlines/worked-cases';

/** The whole page. */
export function deadlineDocs(): string {
  const laws = [...allRegimes().values()];
  return `${[
    INTRODUCTION,
    '## Dates of each law\n',
    table(['Law', 'Requests', 'Answer', 'Acknowledge', 'Extension', 'Other'], laws.flatMap(clockRows)),
    '\n## What stops or moves a clock\n',
    table(['Law', 'Between', 'Effect', 'Requests', 'Only if', 'Source'], laws.flatMap(pauseRows)),
    '\nEvery other law: a question moves nothing.\n\n## Weekends, holidays and open readings\n',
    table(
      ['Law', 'Last day on a weekend or holiday', 'Other readings shown beside the date'],
      laws.map(rollRow),
    ),
    '\n## Refusals, appeals and records\n',
    table(['Law', 'A refusal says', 'Appeal or complaint', 'Records', 'Never shown'], laws.map(refusalRow)),
    '\n## Whom each law binds, fee and proof of identity\n',
    table(['Law', 'Binds who', 'Fee', 'Proof'], laws.map(bindsRow)),
    '\n## How far each law can be trusted\n',
    table(['Law', 'In force', 'Reviewed', 'Not confirmed'], laws.map(trustRow)),
    '\n## How much of it was read\n',
    confidenceFigures(laws),
    '\n## What changed and what will\n',
    CHANGES,
    table(['Law', 'From', 'What', 'Source'], laws.flatMap(changeRows)),
    '\n## Known, not in the data\n',
    KNOWN,
    table(['Law', 'In force', 'What is known', 'Careful reading', 'Source'], KNOWN_LAWS.map(knownRow)),
    evidence(),
  ].join('\n')}\n`;
}

const INTRODUCTION = `# Deadlines

<!-- Made by generate/make-deadline-docs.ts from functions/domain/deadlines/laws. Do not edit. -->

This is data, not legal advice. Every rule names its article and how sure we are of it:

- **official**: read in the law itself or a faithful reprint,
- **elsewhere**: read in commentary by others,
- **unconfirmed**: not read; from knowledge. Such a rule can be overridden with a name and a reason.

The EU, the United Kingdom and California are the supported core. **All other laws are not yet reviewed.**

A date is counted in this order: the civil day of receipt in the zone of the establishment (that day is not counted);
the start the law names; the period, in which a month ends on the same day-number or else the last day; the pauses,
added to the end; and one move over weekend and holidays at the very end, where the law has such a rule. A date ends
at midnight there. Holidays count only where the law looks to the desk's place. Where the law is open the earlier date
counts and the other is shown. How to add or change a law: [adding-a-law.md](adding-a-law.md). What each law gives
for each right, and who read what where: [law-table.md](law-table.md). What changes for your desk: \`npx rightsdesk law news\`.
`;

const CHANGES = `A request keeps the rules of its day of receipt: what begins or changes later does not reach it. \`npx rightsdesk law news\`
shows those of your own desk.
`;

const KNOWN = `No date is worked out under these. A desk that has people there follows the careful reading by hand.
`;

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cite(law: Regime, key: string): string {
  const source = law.sources[key];
  if (!source) return '';
  const article = source.link ? `[${source.article}](${source.link})` : source.article;
  const read = source.readAt ? `, [read here](${source.readAt})` : '';
  return `${article} (${source.confidence}${read}, ${source.checked})`;
}

function clockRows(law: Regime): string[][] {
  return Object.entries(law.clocks).map(([name, clock]) => [
    `${law.shortName} (\`${law.id}\`)`,
    Object.entries(law.requestTypes)
      .filter(([, type]) => type.clock === name)
      .map(([type, rule]) => (rule.effective ? `${type} (from ${rule.effective})` : type))
      .concat(laterTypes(law, name))
      .join(', '),
    clock.respond ? period(law, clock.respond) : noDate(law, clock),
    clock.acknowledge ? period(law, clock.acknowledge) : '',
    clock.extension ? extension(law, clock.extension) : 'none',
    other(law, clock),
  ]);
}

function laterTypes(law: Regime, clock: string): string[] {
  return Object.entries(law.requestTypes).flatMap(([type, { later = [] }]) =>
    later.filter((rule) => rule.clock === clock).map(({ from }) => `${type} (received from ${from} on)`),
  );
}

function period(law: Regime, rule: PeriodRule): string {
  const saturdays = rule.saturdays === 'counted' ? ', Saturdays counted' : '';
  return [`${periodInWords(rule)}${saturdays}.`, rule.note ?? '', cite(law, rule.source)]
    .filter(Boolean)
    .join(' ');
}

function noDate(law: Regime, clock: ClockRule): string {
  return clock.noDate ? `no date: ${clock.noDate.words}. ${cite(law, clock.noDate.source)}` : '';
}

function extension(law: Regime, rule: ExtensionRule): string {
  const { amount, unit } = rule;
  const length =
    amount === null || unit === null ? 'to the day the notice names' : `+ ${periodInWords({ amount, unit })}`;
  return [`${length}.`, rule.note ?? '', cite(law, rule.source)].filter(Boolean).join(' ');
}

function other(law: Regime, clock: ClockRule): string {
  const { atOnce, completionNotice } = clock;
  return [
    atOnce ? `${atOnce.words}. ${cite(law, atOnce.source)}` : '',
    completionNotice ? `tell that it was done within ${period(law, completionNotice)}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const EFFECTS: Record<PauseRule['method'], string> = {
  suspend: 'the days between are added',
  suspendOrRestart: 'the days between are added, or a fresh period from the answer: the earlier end',
  restart: 'the period starts at the answer',
  excludeBothDays: 'the days of question and answer and all between do not count',
  restartAfterDays: 'the period starts a fixed number of days after the question',
};

function pauseRows(law: Regime): string[][] {
  return law.pauses.map((rule) => [
    law.shortName,
    `\`${rule.requested}\` and \`${rule.answered}\``,
    EFFECTS[rule.method],
    rule.appliesTo === 'all' ? 'all' : rule.appliesTo.join(', '),
    rule.conditions.join('; '),
    cite(law, rule.source),
  ]);
}

function rollRow(law: Regime): string[] {
  const { roll, rollSource, laterRoll, businessDays, notes } = law.counting;
  const moved = roll === 'nextWorkingDay' ? `next working day. ${cite(law, rollSource)}` : 'not moved';
  const readings = [laterRoll, businessDays].flatMap((r) =>
    r ? [`${r.words}. ${cite(law, r.source)}`] : [],
  );
  return [law.shortName, moved, [...readings, ...notes].join(' ')];
}

function refusalRow(law: Regime): string[] {
  const { refusal, appeal, recordsRetention: kept, neverDisclose } = law;
  return [
    law.shortName,
    `${refusal.mustContain.map((part) => part.words).join('; ')}. ${cite(law, refusal.source)}`,
    appeal ? `${appeal.words} ${cite(law, appeal.source)}` : law.authority.complaint,
    kept ? `${kept.amount} months. ${cite(law, kept.source)}` : '',
    neverDisclose.map((kind) => kind.words).join('; '),
  ];
}

function bindsRow(law: Regime): string[] {
  const { test, notes } = law.applies;
  const proof = `${law.verification.standard} ${cite(law, law.verification.source)}`;
  const binds = [`${testInWords(test)}. ${citeTest(law, test)}`, ...notes].join(' ');
  return [law.shortName, binds, `${law.fee.words} ${cite(law, law.fee.source)}`, proof];
}

function testInWords(test: ApplicabilityTest): string {
  if ('all' in test) return test.all.map(group).join(' **and** ');
  if ('any' in test) return test.any.map(group).join(' **or** ');
  return test.words;
}

function group(test: ApplicabilityTest): string {
  return 'words' in test ? test.words : `(${testInWords(test)})`;
}

/** The source of one test of a law. */
function citeTest(law: Regime, test: ApplicabilityTest): string {
  if ('words' in test) return cite(law, test.source);
  const [first] = 'all' in test ? test.all : test.any;
  return first ? citeTest(law, first) : '';
}

function trustRow(law: Regime): string[] {
  const review = law.review === 'supported' ? 'supported' : '**not yet reviewed**';
  return [
    `${law.name} (\`${law.id}\`)`,
    law.effective,
    review,
    [...law.unconfirmed, ...law.notes].map(sentence).join(' '),
  ];
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

/** The number of sources behind the rules, by confidence. */
export function confidenceOfSources(laws: readonly Regime[]): Record<Confidence, number> {
  const count = { official: 0, elsewhere: 0, unconfirmed: 0 };
  for (const law of laws) for (const { confidence } of Object.values(law.sources)) count[confidence] += 1;
  return count;
}

function confidenceFigures(laws: readonly Regime[]): string {
  const core = laws.filter(({ review }) => review === 'supported');
  const row = (name: string, some: readonly Regime[]) => {
    const { official, elsewhere, unconfirmed } = confidenceOfSources(some);
    return [name, `${official + elsewhere + unconfirmed}`, `${official}`, `${elsewhere}`, `${unconfirmed}`];
  };
  return table(
    ['Sources behind rules', 'Number', 'Official', 'Elsewhere', 'Unconfirmed'],
    [...core.map((law) => row(law.shortName, [law])), row('The supported core', core), row('All laws', laws)],
  );
}

function changeRows(law: Regime): string[][] {
  return (law.changes ?? []).map(({ from, words, source }) => [
    `${law.shortName} (\`${law.id}\`)`,
    from,
    sentence(words),
    cite(law, source),
  ]);
}

function knownRow({ name, place, from, words, safe, disputed, source }: KnownLaw): string[] {
  const article = source.link ? `[${source.article}](${source.link})` : source.article;
  const read = source.readAt ? `, [read here](${source.readAt})` : '';
  return [
    `${name} (${place})`,
    from ?? 'yes',
    [sentence(words), disputed ? `Disputed: ${disputed}` : ''].filter(Boolean).join(' '),
    safe,
    `${article} (${source.confidence}${read}, ${source.checked})`,
  ];
}

function evidence(): string {
  const kinds = ['primary', 'secondary', 'memory', 'derived'] as const;
  const rows = kinds.map((kind) =>
    countRow(
      kind,
      workedCases.filter((c) => c.evidence === kind),
    ),
  );
  const all = proofs();
  const open = all.filter(isUnproven).map((p) => `- \`${p.regime}\`, clock \`${p.clock}\`: ${p.field}`);
  return `
## What proves the engine

${table(['Worked cases', 'Number', 'Kept', 'Disputed'], [...rows, countRow('derived, added here', moreWorkedCases)])}

Of ${all.length} dates (each date field of each clock of each law) ${all.length - open.length} are proven by a case at a month end and
one at a weekend or holiday. Not proven:

${open.join('\n')}
`;
}

function countRow(kind: string, cases: WorkedCase[]): string[] {
  const contested = cases.filter((c) => disputed[c.id]).length;
  return [kind, `${cases.length}`, `${cases.length - contested}`, `${contested}`];
}

if (require.main === module) writeFileSync(join(__dirname, '../docs/deadlines.md'), deadlineDocs());

import type { FactRule } from './fact-rule';
import { factsOf, type MailTemplate } from './mail-template';
import { type Block, type MailText, type Piece, readMailText, type TextProblem } from './mail-text';

/** Facts of the frame and facts made from others, known to every mail. */
const ALWAYS = ['controller.legalName', 'controller.contactEmail', 'controller.address', 'zone'];

/** Facts that a subject may hold: only what the desk itself made up. */
const SUBJECT = ['reference', 'nickname', 'controller.legalName'];

interface Use {
  readonly fact: string;
  /** Facts of the sections around it. */
  readonly within: readonly string[];
}

const factsIn = (pieces: readonly Piece[]) =>
  pieces.flatMap((piece) => ('fact' in piece ? [piece.fact] : []));

function usesIn(blocks: readonly Block[], within: readonly string[] = []): Use[] {
  return blocks.flatMap((block): Use[] => {
    if (block.kind === 'section') {
      return [{ fact: block.fact, within }, ...usesIn(block.blocks, [...within, block.fact])];
    }
    const facts = 'pieces' in block ? factsIn(block.pieces) : [block.fact];
    return facts.map((fact) => ({ fact, within }));
  });
}

function isKnown(use: Use, facts: ReadonlyMap<string, FactRule>): boolean {
  if (ALWAYS.includes(use.fact) || madeOf(facts).includes(use.fact)) return true;
  if (use.within.some((list) => fieldsOf(list, facts).includes(use.fact))) return true;
  const [head = '', ...rest] = use.fact.split('.');
  const rule = facts.get(head);
  if (!rule) return false;
  return rest.length === 0 || (rest.length === 1 && (rule.fields ?? []).includes(rest[0] ?? ''));
}

/** Facts that the composer adds to a mail about a request: what was asked, and the sentence that says so. */
function madeOf(facts: ReadonlyMap<string, FactRule>): readonly string[] {
  return facts.has('right') ? ['asked', 'opening'] : [];
}

function fieldsOf(list: string, facts: ReadonlyMap<string, FactRule>): readonly string[] {
  if (list === 'law.further') return ['sentence'];
  return facts.get(list)?.fields ?? [];
}

function unknownFacts(uses: readonly Use[], facts: ReadonlyMap<string, FactRule>): TextProblem[] {
  const unknown = uses.filter((use) => !isKnown(use, facts)).map((use) => use.fact);
  return [...new Set(unknown)].map((fact) => ({
    problem: `{{${fact}}} is no fact of this mail`,
    remedy: `Use one of: ${[...ALWAYS, ...madeOf(facts), ...facts.keys()].join(', ')}`,
  }));
}

/** A mandatory fact may stand inside a section of its own, never inside that of another. */
function isAlwaysSaid(wanted: string, uses: readonly Use[]): boolean {
  const head = wanted.split('.')[0];
  return uses.some(
    ({ fact, within }) =>
      (fact === wanted || fact.startsWith(`${wanted}.`)) &&
      within.every((section) => section.split('.')[0] === head),
  );
}

function missingFacts(uses: readonly Use[], facts: ReadonlyMap<string, FactRule>): TextProblem[] {
  return [...facts]
    .filter(([fact, rule]) => rule.must && !isAlwaysSaid(fact, uses))
    .map(([fact, rule]) => ({
      problem: `{{${fact}}} is missing, or stands where it may not be shown`,
      remedy: `Say it outside of other sections (${rule.must})`,
    }));
}

function missingLaw(uses: readonly Use[], { rule }: MailTemplate): TextProblem[] {
  return (rule().law ?? [])
    .filter((part) => !isAlwaysSaid(`law.${part}`, uses))
    .map((part) => ({
      problem: `{{law.${part}}} is missing: some laws demand it in this mail`,
      remedy: `Give it a line of its own; where a law has no such thing, the line disappears`,
    }));
}

/**
 * A mail to the person may be about something they never asked for in so many words: it may not say that they
 * did.
 */
function saidUnasked(uses: readonly Use[], mail: MailTemplate): TextProblem[] {
  const isSaid = uses.some(({ fact, within }) => fact === 'asked' && !within.includes('follows'));
  if (!isSaid || mail.rule().to !== 'person') return [];
  return [
    {
      problem: '{{asked}} is said also where nobody asked: a request may follow from our answer to a letter',
      remedy: 'Use {{opening}}, or put it between {{^follows}} and {{/follows}} and say the other beside it',
    },
  ];
}

function headerProblems(text: MailText, { rule }: MailTemplate): TextProblem[] {
  const subjects = [text.subject, ...text.otherSubjects.map(({ subject }) => subject)];
  const foreign = subjects.flatMap(factsIn).filter((fact) => !SUBJECT.includes(fact));
  const next = factsIn(text.next);
  return [
    ...foreign.map((fact) => ({
      problem: `{{${fact}}} may not stand in a subject`,
      remedy: `Use only ${SUBJECT.join(', ')} there`,
    })),
    ...(rule().next ?? [])
      .filter((fact) => !next.includes(fact))
      .map((fact) => ({
        problem: `the line "next:" does not say {{${fact}}}`,
        remedy: 'The reader has to know the next date',
      })),
  ];
}

/**
 * Addresses come from facts only: a fixed one could load something, count openings, or be wrong on another
 * desk.
 */
function fixedLinks(file: string): TextProblem[] {
  return file.split('\n').flatMap((line, at) =>
    /https?:\/\/|www\.|<[a-z]/i.test(line)
      ? [
          {
            line: at + 1,
            problem: 'a fixed address or HTML',
            remedy: 'Use a fact such as [Label]({{link}}), and plain words',
          },
        ]
      : [],
  );
}

/**
 * Checks an edited text: it must be readable, use only facts that this mail has, and say everything that this
 * mail must say under any law the desk may follow. An empty list means that it may be used.
 */
export function checkMailText(mail: MailTemplate, file: string): TextProblem[] {
  const { text, problems } = readMailText(file);
  const facts = factsOf(mail);
  const uses = [
    ...usesIn(text.blocks),
    ...[
      ...factsIn(text.subject),
      ...text.otherSubjects.map(({ fact }) => fact),
      ...factsIn(text.why),
      ...text.otherWhys.flatMap(({ fact, why }) => [fact, ...factsIn(why)]),
      ...factsIn(text.next),
    ].map((fact) => ({
      fact,
      within: [],
    })),
  ];
  // The layout says the reference at the foot of every mail.
  const said = [...uses, { fact: 'reference', within: [] }];
  return [
    ...problems,
    ...fixedLinks(file),
    ...headerProblems(text, mail),
    ...unknownFacts(uses, facts),
    ...missingFacts(said, facts),
    ...saidUnasked(uses, mail),
    ...missingLaw(uses, mail),
  ];
}

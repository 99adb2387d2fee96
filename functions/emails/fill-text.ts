import { dateText, durationText, instantText } from '../words/date-text';
import { shownText } from '../words/shown-text';
import type { DrawnTimeline } from '../words/timeline';
import type { Block, MailText, Piece, SectionBlock } from './mail-text';

/** Words, plain or bold, ready to be written as text or HTML. */
export interface Run {
  readonly words: string;
  readonly bold: boolean;
}

/** A block whose facts are filled in. */
export type FilledBlock =
  | { readonly kind: 'heading' | 'paragraph' | 'item' | 'quote'; readonly runs: readonly Run[] }
  | { readonly kind: 'row'; readonly term: string; readonly runs: readonly Run[] }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'timeline'; readonly timeline: DrawnTimeline };

export interface FilledText {
  readonly subject: string;
  readonly why: readonly Run[];
  readonly next: readonly Run[];
  readonly blocks: readonly FilledBlock[];
}

/** Facts by name; lists, objects and plain values. Inner scopes come first. */
type Scope = readonly Readonly<Record<string, unknown>>[];

interface Filling {
  readonly scope: Scope;
  readonly zone: string;
  readonly language: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function find(scope: Scope, path: string): unknown {
  const [head = '', ...rest] = path.split('.');
  const holder = scope.find((facts) => Object.hasOwn(facts, head));
  return rest.reduce<unknown>(
    (value, step) => (isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined),
    holder?.[head],
  );
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const DURATION = /^P(?=.*\d)(\d+[YMWD])*(T(\d+[HMS])+)?$/;

/** A value as the reader sees it: dates, instants and durations in words, and texts made safe to show. */
function valueWords(value: unknown, { zone, language }: Filling): string {
  if (typeof value === 'number') return value.toLocaleString('en-GB');
  if (typeof value !== 'string') return '';
  if (DATE.test(value)) return dateText(value, language);
  if (INSTANT.test(value)) return instantText(value, zone, language);
  return DURATION.test(value) ? durationText(value) : shownText(value).trim();
}

function runsOf(pieces: readonly Piece[], filling: Filling): Run[] {
  const runs = pieces.map((piece) => ({
    bold: piece.bold,
    words: 'words' in piece ? piece.words : valueWords(find(filling.scope, piece.fact), filling),
  }));
  return withoutEmptyBrackets(runs).filter((run) => run.words !== '');
}

/** An empty fact in brackets removes the brackets too: not every ground has an article. */
function withoutEmptyBrackets(runs: readonly Run[]): Run[] {
  const isEmptied = (at: number) =>
    runs[at]?.words === '' && runs[at - 1]?.words.endsWith('(') && runs[at + 1]?.words.startsWith(')');
  return runs.map((run, at) => {
    const closed = isEmptied(at - 1) ? run.words.slice(1) : run.words;
    return { ...run, words: isEmptied(at + 1) ? closed.replace(/ ?\($/, '') : closed };
  });
}

/** A line with nothing but a fact of several sentences becomes one line for each. */
function sentencesOf(pieces: readonly Piece[], filling: Filling): Run[][] | undefined {
  const [piece, ...others] = pieces;
  const value = piece && 'fact' in piece && others.length === 0 ? find(filling.scope, piece.fact) : undefined;
  if (!piece || !Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) return undefined;
  return value.map((entry) => [{ bold: piece.bold, words: valueWords(entry, filling) }]);
}

/** A line with nothing but a fact is left out when the fact is empty. */
function saysNothing(pieces: readonly Piece[], runs: readonly Run[]): boolean {
  return pieces.some((piece) => 'fact' in piece) && runs.every((run) => run.words.trim() === '');
}

function isSomething(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function fillSection(block: SectionBlock, filling: Filling): FilledBlock[] {
  const value = find(filling.scope, block.fact);
  if (block.mode === 'unless') return isSomething(value) ? [] : fillBlocks(block.blocks, filling);
  if (!isSomething(value)) return [];
  if (block.mode === 'if' || !Array.isArray(value)) return fillBlocks(block.blocks, filling);
  return value
    .filter(isRecord)
    .flatMap((entry) => fillBlocks(block.blocks, { ...filling, scope: [entry, ...filling.scope] }));
}

function fillBlock(block: Block, filling: Filling): FilledBlock[] {
  switch (block.kind) {
    case 'section':
      return fillSection(block, filling);
    case 'button': {
      const url = find(filling.scope, block.fact);
      return typeof url === 'string' && /^https?:\/\/\S+$/.test(url)
        ? [{ kind: 'button', label: block.label, url }]
        : [];
    }
    case 'code':
      return [{ kind: 'code', code: valueWords(find(filling.scope, block.fact), filling) }];
    case 'timeline': {
      const timeline = find(filling.scope, block.fact);
      return isDrawn(timeline) ? [{ kind: 'timeline', timeline }] : [];
    }
    default: {
      const several = sentencesOf(block.pieces, filling);
      if (several) return several.map((runs) => ({ ...block, runs }));
      const runs = runsOf(block.pieces, filling);
      return saysNothing(block.pieces, runs) ? [] : [{ ...block, runs }];
    }
  }
}

function isDrawn(value: unknown): value is DrawnTimeline {
  return isRecord(value) && Array.isArray(value.sentences) && typeof value.svg === 'string';
}

function fillBlocks(blocks: readonly Block[], filling: Filling): FilledBlock[] {
  return blocks.flatMap((block) => fillBlock(block, filling));
}

/**
 * Puts facts into a parsed text. The content of a fact remains words: it can neither open a section nor
 * become a link.
 */
export function fillText(
  text: MailText,
  facts: Readonly<Record<string, unknown>>,
  zone: string,
  language = 'en',
): FilledText {
  const filling: Filling = { scope: [facts], zone, language };
  const other = text.otherSubjects.find(({ fact }) => isSomething(find(filling.scope, fact)));
  const otherWhy = text.otherWhys.find(({ fact }) => isSomething(find(filling.scope, fact)));
  const subject = runsOf(other?.subject ?? text.subject, filling)
    .map((run) => run.words)
    .join('');
  return {
    subject: shownText(subject, 150).replace(/\s+/g, ' ').trim(),
    why: runsOf(otherWhy?.why ?? text.why, filling),
    next: runsOf(text.next, filling),
    blocks: fillBlocks(text.blocks, filling),
  };
}

/** A piece of a line: fixed words or a fact, plain or bold. */
export type Piece =
  | { readonly words: string; readonly bold: boolean }
  | { readonly fact: string; readonly bold: boolean };

/** A parsed line of the text file. */
export type Block =
  | { readonly kind: 'heading' | 'paragraph' | 'item' | 'quote'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'row'; readonly term: string; readonly pieces: readonly Piece[] }
  | { readonly kind: 'button'; readonly label: string; readonly fact: string }
  | { readonly kind: 'code' | 'timeline'; readonly fact: string }
  | SectionBlock;

/**
 * `{{#x}}`: once for each entry of a list (or once when there is something); `{{?x}}`: once when there is
 * something; `{{^x}}`: once when there is nothing.
 */
export interface SectionBlock {
  readonly kind: 'section';
  readonly mode: 'each' | 'if' | 'unless';
  readonly fact: string;
  readonly blocks: readonly Block[];
}

/** A parsed text file of a mail. */
export interface MailText {
  readonly subject: readonly Piece[];
  /** Alternative subjects where a fact holds, in the order of the file; the first that holds is used. */
  readonly otherSubjects: readonly { readonly fact: string; readonly subject: readonly Piece[] }[];
  /** Why the reader gets this mail. */
  readonly why: readonly Piece[];
  /** Alternatives where a fact holds, as for the subject. */
  readonly otherWhys: readonly { readonly fact: string; readonly why: readonly Piece[] }[];
  /** What happens next, and when. */
  readonly next: readonly Piece[];
  readonly blocks: readonly Block[];
}

/** What is wrong with a text file, for whoever edits it. */
export interface TextProblem {
  /** Counted from 1; absent when something is missing altogether. */
  readonly line?: number;
  readonly problem: string;
  readonly remedy: string;
}

const HEADERS = ['subject', 'why', 'next'] as const;
const FACT = String.raw`\{\{([a-zA-Z.]+)\}\}`;
const PIECES = new RegExp(`(\\*\\*.+?\\*\\*|${FACT})`);

/** Splits a line into fixed words and facts; `**...**` is bold. */
export function piecesOf(line: string, bold = false): Piece[] {
  const pieces: Piece[] = [];
  let rest = line;
  for (let found = PIECES.exec(rest); found; found = PIECES.exec(rest)) {
    if (found.index > 0) pieces.push({ words: rest.slice(0, found.index), bold });
    pieces.push(...(found[2] ? [{ fact: found[2], bold }] : piecesOf(found[0].slice(2, -2), true)));
    rest = rest.slice(found.index + found[0].length);
  }
  return rest ? [...pieces, { words: rest, bold }] : pieces;
}

const MODES: Readonly<Record<string, SectionBlock['mode']>> = { '#': 'each', '?': 'if', '^': 'unless' };

interface Open {
  readonly fact: string;
  readonly mode: SectionBlock['mode'];
  readonly line: number;
  readonly blocks: Block[];
}

function simpleBlock(line: string): Block {
  const button = new RegExp(`^\\[(.+)\\]\\(${FACT}\\)$`).exec(line);
  if (button?.[1] && button[2]) return { kind: 'button', label: button[1], fact: button[2] };
  const code = new RegExp(`^= ${FACT}$`).exec(line);
  if (code?.[1]) return { kind: code[1] === 'timeline' ? 'timeline' : 'code', fact: code[1] };
  const row = /^(.+?) :: (.+)$/.exec(line);
  if (row?.[1] && row[2]) return { kind: 'row', term: row[1], pieces: piecesOf(row[2]) };
  if (line.startsWith('# ')) return { kind: 'heading', pieces: piecesOf(line.slice(2)) };
  if (line.startsWith('- ')) return { kind: 'item', pieces: piecesOf(line.slice(2)) };
  if (line.startsWith('> ')) return { kind: 'quote', pieces: piecesOf(line.slice(2)) };
  return { kind: 'paragraph', pieces: piecesOf(line) };
}

/** Puts lines into the section that is open, and remembers what does not close. */
class BlockReader {
  readonly problems: TextProblem[] = [];
  private readonly open: Open[] = [{ fact: '', mode: 'if', line: 0, blocks: [] }];
  private joins = false;

  read(line: string, number: number): void {
    const section = /^\{\{([#?^/])([a-zA-Z.]+)\}\}$/.exec(line);
    if (section?.[1] && section[2]) this.section(section[1], section[2], number);
    else if (line === '' || line.startsWith('//')) this.joins = false;
    else this.add(line);
  }

  end(): readonly Block[] {
    while (this.open.length > 1) {
      const { fact, line } = this.open[this.open.length - 1] ?? { fact: '', line: 0 };
      this.problems.push({
        line,
        problem: `{{#${fact}}} is never closed`,
        remedy: `Add a line {{/${fact}}} where it ends`,
      });
      this.close();
    }
    return this.open[0]?.blocks ?? [];
  }

  private section(sign: string, fact: string, line: number): void {
    this.joins = false;
    if (sign !== '/') {
      this.open.push({ fact, mode: MODES[sign] ?? 'each', line, blocks: [] });
      return;
    }
    if (this.open.length > 1 && this.open.at(-1)?.fact === fact) this.close();
    else
      this.problems.push({
        line,
        problem: `{{/${fact}}} closes nothing`,
        remedy: `Open it with {{#${fact}}} or remove it`,
      });
  }

  private close(): void {
    const section = this.open.pop();
    if (!section) return;
    const { fact, mode, blocks } = section;
    this.open.at(-1)?.blocks.push({ kind: 'section', fact, mode, blocks });
  }

  private add(line: string): void {
    const blocks = this.open.at(-1)?.blocks ?? [];
    const block = simpleBlock(line);
    const last = blocks.at(-1);
    if (this.joins && block.kind === 'paragraph' && last?.kind === 'paragraph') {
      blocks[blocks.length - 1] = { ...last, pieces: [...last.pieces, ...piecesOf(` ${line}`)] };
    } else blocks.push(block);
    this.joins = block.kind === 'paragraph';
  }
}

/**
 * Reads a mail's text file: the headers `subject:`, `why:`, `next:`, optionally `subject?fact:` and
 * `why?fact:`, an empty line, then the body. Facts are put in only after parsing, so that nothing in a fact
 * can become a heading, a link or a section.
 */
export function readMailText(file: string): {
  readonly text: MailText;
  readonly problems: readonly TextProblem[];
} {
  const lines = file.split('\n').map((line) => line.trim());
  const reader = new BlockReader();
  const headers = new Map<string, string>();
  const otherSubjects: MailText['otherSubjects'][number][] = [];
  const otherWhys: MailText['otherWhys'][number][] = [];
  let body = false;
  lines.forEach((line, at) => {
    const header = body ? null : /^([a-z]+): (.+)$/.exec(line);
    const other = body ? null : /^(subject|why)\?([a-zA-Z.]+): (.+)$/.exec(line);
    if (header?.[1] && header[2]) headers.set(header[1], header[2]);
    else if (other?.[2] && other[3])
      other[1] === 'why'
        ? otherWhys.push({ fact: other[2], why: piecesOf(other[3]) })
        : otherSubjects.push({ fact: other[2], subject: piecesOf(other[3]) });
    else if (line !== '' || body) {
      body = true;
      reader.read(line, at + 1);
    }
  });
  const blocks = reader.end();
  const piece = (name: (typeof HEADERS)[number]) => piecesOf(headers.get(name) ?? '');
  const [subject, why, next] = [piece('subject'), piece('why'), piece('next')];
  const text = { subject, otherSubjects, why, otherWhys, next, blocks };
  return { text, problems: [...headerProblems(headers), ...reader.problems] };
}

function headerProblems(headers: ReadonlyMap<string, string>): TextProblem[] {
  const missing = HEADERS.filter((name) => !headers.has(name)).map((name) => ({
    problem: `the line "${name}:" is missing`,
    remedy: `Begin the file with a line "${name}: ..."`,
  }));
  const known: readonly string[] = HEADERS;
  const unknown = [...headers.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => ({
      problem: `"${name}:" is not a header`,
      remedy: `Use only ${HEADERS.join(', ')}`,
    }));
  return [...missing, ...unknown];
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { checkSync } from 'recheck';

const root = join(__dirname, '..', 'functions');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));

interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression that is written down in the functions. */
function patternsOf(file: string): Pattern[] {
  const found: Pattern[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, pattern, flags } = node as { type?: string; pattern?: string; flags?: string };
    if (type === 'RegExpLiteral') found.push({ file, source: pattern ?? '', flags: flags ?? '' });
    Object.values(node).forEach(visit);
  };
  const text = readFileSync(join(root, file), 'utf8');
  visit(parseSync(text, { syntax: 'typescript', tsx: file.endsWith('.tsx') }));
  return found;
}

/**
 * The alternatives of a pattern. Nothing follows them, so it is slow only if one of them is, and a short one
 * is judged in a moment.
 */
function alternatives(source: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [token] of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|./gsu)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}

/** Quadratic is fast enough for what a form, a cell or a line holds; what grows faster is not. */
function isSlow(source: string, flags: string): boolean {
  return alternatives(source).some((one) => {
    const checked = checkSync(one, flags, { timeout: 60_000 });
    if (checked.status !== 'vulnerable') return checked.status !== 'safe';
    return checked.complexity.type !== 'polynomial' || checked.complexity.degree > 2;
  });
}

describe('a regular expression', () => {
  const patterns = files.flatMap(patternsOf);

  it('takes no long time over an adversarial text [D13]', () => {
    const slow = patterns.filter(({ source, flags }) => isSlow(source, flags));

    expect(patterns.length).toBeGreaterThan(100);
    expect(slow).toEqual([]);
  });

  it.each([
    ['^(a+)+$', true],
    ['lamp|^(a+)+$', true],
    ['^(?:lamp|(a+)+)$', true],
    ['[|(]|^(a+)+$', true],
    ['\\(|^(a+)+$', true],
    ['^(?:lamp|a+)$', false],
  ])('that would is found, also as one alternative of several: %s', (source, slow) => {
    expect(isSlow(source, '')).toBe(slow);
  });
});

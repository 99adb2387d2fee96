/** `unsure`: one is missing, or the two have too little in common to tell, such as a family name alone. */
export type NamesSay = 'same' | 'differ' | 'unsure';

const titles = ['mr', 'mrs', 'ms', 'dr', 'prof', 'herr', 'frau', 'mme', 'sr', 'sra'];

/**
 * Whether two names as people typed them can be one person's. Case, accents, titles and order do not count,
 * and a second given name may be missing. A family shares a name and a mailbox, so one word in common is not
 * enough.
 */
export function compareNames(one: string | undefined, other: string | undefined): NamesSay {
  const [short = [], long = []] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.length - b.length);
  if (short.length === 0) return long.length === 0 ? 'same' : 'unsure';
  const isWithin = covers(long, short) && (short.length < long.length || covers(short, long));
  if (!isWithin) return 'differ';
  const common = short.filter((word) => word.length > 1 && long.includes(word)).length;
  return common >= 2 || short.join(' ') === long.join(' ') ? 'same' : 'unsure';
}

function wordsOf(name = ''): string[] {
  const words = name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !titles.includes(word));
  return [...new Set(words)].sort();
}

function covers(these: readonly string[], words: readonly string[]): boolean {
  return words.every((word) => these.some((one) => fits(word, one)));
}

/** An initial matches a word that begins with it. */
function fits(one: string, other: string): boolean {
  if (one === other) return true;
  return one.length === 1 ? other.startsWith(one) : other.length === 1 && one.startsWith(other);
}

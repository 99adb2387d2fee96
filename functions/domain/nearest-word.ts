/**
 * The allowed word that a typing error most likely meant, or undefined when none is close: at most two edits
 * for five letters.
 *
 * @example nearestWord('contolller', ['controller', 'place']) // 'controller'
 */
export function nearestWord(word: string, allowed: readonly string[]): string | undefined {
  if (word.length > longestWord) return undefined;
  const ranked = allowed
    .map((candidate) => ({ candidate, edits: editsBetween(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(1, Math.floor(word.length * 0.4)) ? best.candidate : undefined;
}

const longestWord = 60;

/** Levenshtein distance, two rows at a time. */
function editsBetween(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

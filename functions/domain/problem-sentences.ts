/**
 * A problem and its remedy as two sentences, however each was written: gaps of the map are fragments, stores
 * report sentences.
 */
export function problemSentences({
  problem,
  remedy,
}: {
  readonly problem: string;
  readonly remedy: string;
}): string {
  return `${ended(problem)} ${ended(begun(remedy))}`;
}

function ended(text: string): string {
  return /[.!?;]$/.test(text) ? text : `${text}.`;
}

/** The name of a setting keeps its lower-case initial. */
function begun(text: string): string {
  return /^[a-z]+[ ,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

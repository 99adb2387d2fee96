const WANTED: Readonly<Record<string, string>> = {
  rectification: 'Say what is wrong, and how it should read.',
  objection: 'Say which use of the data is objected to, and why.',
  complaint: 'Say what went wrong.',
  appeal: 'Give the reference of the answer (DSR-...), and say why it is wrong.',
};

/** What to write where a right needs words and none came, for whoever fills in the form. */
export function wordsWanted(right: string): string {
  return WANTED[right] ?? 'Say what this is about.';
}

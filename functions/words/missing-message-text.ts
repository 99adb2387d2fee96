const WANTED: Readonly<Record<string, string>> = {
  rectification: 'Say what is wrong, and how it should read.',
  objection: 'Say which use of the data is objected to, and why.',
  deindexation: 'Say which page or link it is, and what harm it does.',
  nomination: 'Say who it is, and how we reach them.',
  complaint: 'Say what went wrong.',
  appeal: 'Give the reference of the answer (DSR-...), and say why it is wrong.',
};

/** What to write for a right that needs an explanation when none was given. */
export function missingMessageText(right: string): string {
  return WANTED[right] ?? 'Say what this is about.';
}

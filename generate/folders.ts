/** One folder of `functions/`: what it holds, and which others it may import. */
export interface Folder {
  readonly name: string;
  /** One sentence for the README. */
  readonly holds: string;
  /** Folders that its files may import, handlers left out: these wire adapters to what uses them. */
  readonly uses: readonly string[];
}

/**
 * The folders of `functions/`, lowest first: each uses only folders above it in this list. The table in
 * functions/README.md is made from it, and the architecture test holds the imports to it.
 */
export const FOLDERS: readonly Folder[] = [
  {
    name: 'domain',
    holds: 'The rules, pure: events, statuses and moves, timers, deadlines with laws and calendars, ports.',
    uses: [],
  },
  {
    name: 'connectors',
    holds: 'One folder for each kind of store, behind one interface and one contract.',
    uses: ['domain'],
  },
  {
    name: 'adapters',
    holds: 'The ports on AWS: DynamoDB, S3, KMS, SES, Step Functions, Lambda.',
    uses: ['domain', 'connectors'],
  },
  {
    name: 'stores',
    holds: "The store's own function: it alone reaches the store, with its own credentials.",
    uses: ['domain', 'connectors', 'adapters'],
  },
  {
    name: 'config',
    holds:
      'Reads and checks the desk file, the data map and the laws, at build time and on the command line.',
    uses: ['domain', 'connectors'],
  },
  {
    name: 'words',
    holds: 'Dates, rights, statuses and reasons as text, for pages, mails and documents.',
    uses: ['domain'],
  },
  {
    name: 'emails',
    holds:
      'How a mail is written from the templates in texts/, and the check that it says what a law demands.',
    uses: ['domain', 'words'],
  },
  {
    name: 'documents',
    holds: 'What the requester gets: the package of an access request and the report on an erasure.',
    uses: ['domain', 'connectors', 'words'],
  },
  {
    name: 'casework',
    holds:
      'What steps, pages and the watch share: evidence, mails, links, the driver, the queue of one person.',
    uses: ['domain', 'connectors', 'words', 'emails', 'documents'],
  },
  {
    name: 'steps',
    holds: 'One folder for each state of the state machines, see below.',
    uses: ['domain', 'connectors', 'words', 'emails', 'documents', 'casework'],
  },
  {
    name: 'watch',
    holds:
      'The sweep every ten minutes: reminders, ends of waits, overdue, retention; and the audit of the register.',
    uses: ['domain', 'adapters', 'words', 'emails', 'casework', 'steps'],
  },
  {
    name: 'web',
    holds:
      'Pages and their routes side by side: form, requester, recipient, staff; sessions and second factors.',
    uses: ['domain', 'words', 'emails', 'documents', 'casework', 'steps'],
  },
];

/** The table of the folders for functions/README.md. */
export function folderTable(): string {
  const rows = FOLDERS.map(
    ({ name, holds, uses }) => `| [\`${name}\`](${name}) | ${holds} | ${uses.join(', ') || '-'} |`,
  );
  return ['| folder | what it holds | uses |', '|---|---|---|', ...rows].join('\n');
}

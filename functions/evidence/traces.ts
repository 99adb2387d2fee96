/**
 * Places outside the register where a request leaves something behind. A restore of the register leaves them
 * as they are.
 */
export type TraceSource = 'vault' | 'packages' | 'tombstones' | 'executions' | 'keys';

/** What a request left behind: ids and dates alone. */
export interface Trace {
  readonly requestId: string;
  readonly source: TraceSource;
  readonly fact: TraceFact;
  /** Store, machine or name of an object; empty where the fact says all. */
  readonly about: string;
  /** Of an object: as the log names it, if it does. */
  readonly object?: string;
  /** Instant; absent where it lasts, or the place does not say. */
  readonly at?: string;
}

export type TraceFact =
  | 'searched'
  | 'manifest'
  | 'uploaded'
  | 'erasing'
  | 'erased'
  | 'reported'
  | 'packaged'
  | 'runs'
  | 'ran'
  | 'shredded'
  | 'other';

/** A request that is asked about. */
export interface TracedRequest {
  readonly requestId: string;
  /** Executions that are known to have been started; there may have been one more. */
  readonly runs: number;
}

export interface TraceReader {
  readonly source: TraceSource;
  /** Throws what kept it from looking. */
  of(requests: readonly TracedRequest[]): Promise<readonly Trace[]>;
}

/**
 * What can be told from the name of a sealed object or a package. A copy of rows says nothing that its
 * finding does not.
 */
export function factOfObject(name: string): Pick<Trace, 'fact' | 'about'> | undefined {
  const [place = '', about = ''] = name.split('/');
  if (place === 'copy') return undefined;
  if (place === 'found') return { fact: 'searched', about };
  if (place === 'manifest') return { fact: 'manifest', about: '' };
  if (place === 'erased') return { fact: 'erased', about };
  if (place === 'upload') return { fact: 'uploaded', about: '' };
  if (name.startsWith('completion-report.')) return { fact: 'reported', about: '' };
  if (name === 'answer.zip') return { fact: 'packaged', about: '' };
  return { fact: 'other', about: name };
}

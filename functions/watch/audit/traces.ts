/**
 * Places outside the register that hold traces of a request. A restore of the register leaves them as they
 * are.
 */
export type TraceSource = 'vault' | 'packages' | 'tombstones' | 'executions' | 'keys';

/** A trace of a request: ids and dates only. */
export interface Trace {
  readonly requestId: string;
  readonly source: TraceSource;
  readonly fact: TraceFact;
  /** Store, machine or name of an object; empty where the place says it all. */
  readonly about: string;
  /** For an object: its name in the log, if it has one. */
  readonly object?: string;
  /** Instant; absent where it lasts, or where the place has none. */
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

/** A request whose traces are looked for. */
export interface TracedRequest {
  readonly requestId: string;
  /** Executions that are known to have been started. There may have been one more. */
  readonly runs: number;
}

export interface TraceReader {
  readonly source: TraceSource;
  /** @throws the error that kept it from looking */
  of(requests: readonly TracedRequest[]): Promise<readonly Trace[]>;
}

/** What the name of a sealed object or a package shows. A copy of rows adds nothing to its finding. */
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

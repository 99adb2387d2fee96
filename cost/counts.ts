/** Counts of what AWS charges for. All are sums, without anything about persons. */
export interface Counts {
  /** State transitions: one per execution, one per state entered, one per retry of a task. */
  readonly transitions: number;
  /**
   * Invocations by function, without `rightsdesk-`. The functions of all stores together are `store`, or
   * `store awake` when the same one was called since a person or the schedule last acted, so that it is still
   * warm. `staff awake`: it served the page before in the same sitting.
   */
  readonly invocations: Readonly<Record<string, number>>;
  /**
   * What functions waited for, as a number of consecutive calls: `search-stores for store awake`. Of parallel
   * calls only the longest chain.
   */
  readonly waits: Readonly<Record<string, number>>;
  /** Requests to the HTTP API. */
  readonly pages: number;
  /** Calls to DynamoDB that read; each key of a batch counts. */
  readonly tableReads: number;
  /** Calls to DynamoDB that write. */
  readonly tableWrites: number;
  /** Requests to S3 that are charged as PUT, COPY, POST or LIST. */
  readonly objectWrites: number;
  /** Requests to S3 that are charged as GET and all others. */
  readonly objectReads: number;
  readonly keyCalls: number;
  readonly parameterCalls: number;
  readonly mails: number;
  /** The mails among them to recipients of the person's data: as many as the map of the desk names. */
  readonly recipientMails: number;
  /** Bytes of the mails, as handed to SES. */
  readonly mailBytes: number;
  /** Bytes of pages and downloads. */
  readonly bytesOut: number;
  /** Bytes by which the desk's own tables grew, at most. */
  readonly tableBytes: number;
  /** Bytes put into the desk's own buckets. */
  readonly objectBytes: number;
}

/** What one request used, divided by whether a further store would add to it. */
export interface MeteredRequest {
  /** What does not depend on the number of stores. */
  readonly once: Counts;
  /** What all automatic stores together added. */
  readonly stores: Counts;
}

export const nothing: Counts = {
  transitions: 0,
  invocations: {},
  waits: {},
  pages: 0,
  tableReads: 0,
  tableWrites: 0,
  objectWrites: 0,
  objectReads: 0,
  keyCalls: 0,
  parameterCalls: 0,
  mails: 0,
  recipientMails: 0,
  mailBytes: 0,
  bytesOut: 0,
  tableBytes: 0,
  objectBytes: 0,
};

/** Counts by name. */
type Named = 'invocations' | 'waits';
type Plain = Exclude<keyof Counts, Named>;

const plain = Object.keys(nothing).filter(
  (name): name is Plain => name !== 'invocations' && name !== 'waits',
);

/** The sum of several counts. */
export function sumOf(...all: readonly Partial<Counts>[]): Counts {
  const sums = plain.map((name) => [name, all.reduce((sum, one) => sum + (one[name] ?? 0), 0)]);
  return {
    ...nothing,
    ...Object.fromEntries(sums),
    invocations: namedSum(all.map((one) => one.invocations)),
    waits: namedSum(all.map((one) => one.waits)),
  };
}

function namedSum(all: readonly (Counts[Named] | undefined)[]): Counts[Named] {
  const sums: Record<string, number> = {};
  for (const one of all)
    for (const [name, times] of Object.entries(one ?? {})) sums[name] = (sums[name] ?? 0) + times;
  return sums;
}

/** The counts multiplied. */
export function timesOf(counts: Counts, factor: number): Counts {
  const times = (named: Counts[Named]) =>
    Object.fromEntries(Object.entries(named).map(([name, count]) => [name, count * factor]));
  return {
    ...nothing,
    ...Object.fromEntries(plain.map((name) => [name, counts[name] * factor])),
    invocations: times(counts.invocations),
    waits: times(counts.waits),
  };
}

/** The sum of both parts of a request. */
export function wholeOf({ once, stores }: MeteredRequest): Counts {
  return sumOf(nothing, once, stores);
}

/** The function that waits and the store that it waits for. Throws if the name is not a wait. */
export function waitNamed(name: string): { readonly caller: string; readonly call: string } {
  const [, caller, call] = /^([\w-]+) for (store(?: awake)?)$/.exec(name) ?? [];
  if (!caller || !call) throw new Error(`${name} is no wait for a store`);
  return { caller, call };
}

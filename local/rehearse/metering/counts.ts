/** What AWS charges for, counted. Everything is a sum; nothing says of whom. */
export interface Counts {
  /** State transitions: one an execution, one a state entered, one each time a task is tried again. */
  readonly transitions: number;
  /**
   * Invocations by function, without `rightsdesk-`. The functions of all stores together are `store`, or `store awake` when the same one was called since
   * a person or the schedule last acted: it has not gone to sleep.
   */
  readonly invocations: Readonly<Record<string, number>>;
  /** Requests to the HTTP API. */
  readonly pages: number;
  /** Read request units of DynamoDB. */
  readonly readUnits: number;
  /** Write request units of DynamoDB, those of indexes included. */
  readonly writeUnits: number;
  /** Requests to S3 that are charged as PUT, COPY, POST or LIST. */
  readonly objectWrites: number;
  /** Requests to S3 that are charged as GET and all others. */
  readonly objectReads: number;
  readonly keyCalls: number;
  readonly parameterCalls: number;
  readonly mails: number;
  /** Those of them that tell recipients of the person's data: as many as the map of the desk names. */
  readonly recipientMails: number;
  /** Bytes of the mails, as handed to SES. */
  readonly mailBytes: number;
  /** Bytes of pages and downloads. */
  readonly bytesOut: number;
  /** Bytes by which the desk's own tables grew. */
  readonly tableBytes: number;
  /** Bytes put into the desk's own buckets. */
  readonly objectBytes: number;
}

export const nothing: Counts = {
  transitions: 0,
  invocations: {},
  pages: 0,
  readUnits: 0,
  writeUnits: 0,
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

type Plain = Exclude<keyof Counts, 'invocations'>;

const plain = Object.keys(nothing).filter((name): name is Plain => name !== 'invocations');

/** The sum of some counts. */
export function sumOf(...all: readonly Partial<Counts>[]): Counts {
  const sums = plain.map((name) => [name, all.reduce((sum, one) => sum + (one[name] ?? 0), 0)]);
  const invocations: Record<string, number> = {};
  for (const one of all)
    for (const [name, times] of Object.entries(one.invocations ?? {}))
      invocations[name] = (invocations[name] ?? 0) + times;
  return { ...nothing, ...Object.fromEntries(sums), invocations };
}

/** The same, so many times. */
export function timesOf(counts: Counts, factor: number): Counts {
  const invocations = Object.entries(counts.invocations).map(([name, times]) => [name, times * factor]);
  return {
    ...nothing,
    ...Object.fromEntries(plain.map((name) => [name, counts[name] * factor])),
    invocations: Object.fromEntries(invocations),
  };
}

/** How much each part measures. */
export interface BenchSizes {
  /** Rounds of what takes milliseconds. */
  readonly rounds: number;
  /** Rounds of what takes seconds. */
  readonly slowRounds: number;
  readonly workflow: { readonly oneByOne: number; readonly atOnce: number };
  /** Open requests; the due ones among them. */
  readonly watch: { readonly open: readonly number[]; readonly due: number };
  readonly locateRows: readonly number[];
  /** Rows of one person. */
  readonly eraseRows: readonly number[];
  readonly exportRows: readonly number[];
  readonly s3: { readonly objects: number; readonly megabytes: number; readonly files: number };
  readonly dynamoItems: number;
  /** Calls of a vendor that come at once. */
  readonly vendorCalls: number;
  /** Processes of each build of each function. */
  readonly starts: number;
  readonly startedFunctions: readonly string[];
  /** Seconds for each way to compute deadlines. */
  readonly deadlineSeconds: number;
  readonly auditLogs: number;
  readonly fides: { readonly people: number; readonly atOnce: number; readonly rowsOfOne: number };
}

const startedFunctions = ['intake', 'requester', 'decide', 'search-stores'];

/** The sizes of a whole bench: about twenty minutes on two cores. */
export const fullSizes: BenchSizes = {
  rounds: 31,
  slowRounds: 5,
  workflow: { oneByOne: 15, atOnce: 24 },
  watch: { open: [1_000, 10_000, 100_000], due: 100 },
  locateRows: [10_000, 100_000, 1_000_000],
  eraseRows: [20, 1_000, 100_000],
  exportRows: [100_000, 1_000_000],
  s3: { objects: 100, megabytes: 186, files: 1_000 },
  dynamoItems: 9_998,
  vendorCalls: 50,
  starts: 15,
  startedFunctions,
  deadlineSeconds: 2,
  auditLogs: 4_000,
  fides: { people: 2_000, atOnce: 50, rowsOfOne: 100_000 },
};

/** Small sizes, for a look: some minutes. */
export const quickSizes: BenchSizes = {
  rounds: 11,
  slowRounds: 3,
  workflow: { oneByOne: 3, atOnce: 8 },
  watch: { open: [1_000, 5_000], due: 100 },
  locateRows: [10_000, 100_000],
  eraseRows: [20, 1_000],
  exportRows: [20_000],
  s3: { objects: 30, megabytes: 30, files: 100 },
  dynamoItems: 1_000,
  vendorCalls: 50,
  starts: 5,
  startedFunctions,
  deadlineSeconds: 0.5,
  auditLogs: 400,
  fides: { people: 200, atOnce: 10, rowsOfOne: 5_000 },
};

/** As small as it gets: the tests run each part once, to see that it works. */
export const tinySizes: BenchSizes = {
  rounds: 1,
  slowRounds: 1,
  workflow: { oneByOne: 1, atOnce: 0 },
  watch: { open: [20, 40], due: 5 },
  locateRows: [200],
  eraseRows: [20],
  exportRows: [200],
  s3: { objects: 2, megabytes: 0.1, files: 3 },
  dynamoItems: 20,
  vendorCalls: 5,
  starts: 1,
  startedFunctions: ['intake'],
  deadlineSeconds: 0.01,
  auditLogs: 5,
  fides: { people: 2, atOnce: 1, rowsOfOne: 20 },
};

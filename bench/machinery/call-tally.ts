import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';

/** Calls of a client by operation, and the units that DynamoDB charged. */
export class CallTally {
  private readonly counts = new Map<string, number>();
  units = 0;

  get calls(): number {
    return [...this.counts.values()].reduce((sum, times) => sum + times, 0);
  }

  /** `2 ListObjectsV2, 40 GetObject`. */
  get words(): string {
    return [...this.counts].map(([name, times]) => `${times.toLocaleString('en')} ${name}`).join(', ');
  }

  add(operation: string): void {
    this.counts.set(operation, (this.counts.get(operation) ?? 0) + 1);
  }

  addUnits(consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): void {
    for (const { CapacityUnits = 0 } of [consumed ?? []].flat()) this.units += CapacityUnits;
  }
}

/** What a client calls, per piece of work. */
export interface TalliedClient {
  /** Runs a piece of work and counts its calls; one piece at a time. */
  during(work: () => Promise<unknown>): Promise<CallTally>;
}

/** Counts what a client of S3 sends, without the SDK's own tries again. */
export function tallyS3(client: S3Client): TalliedClient {
  let tally = new CallTally();
  client.middlewareStack.add(
    (next, { commandName = 'unknown' }) =>
      (args) => {
        tally.add(commandName.replace('Command', ''));
        return next(args);
      },
    { step: 'initialize', name: 'benchTally' },
  );
  return { during: (work) => duringWork(work, (fresh) => (tally = fresh)) };
}

/** The same for DynamoDB, with the units that it says each call consumed. */
export function tallyDynamoDb(client: DynamoDBClient): TalliedClient {
  let tally = new CallTally();
  client.middlewareStack.add(
    (next, { commandName = 'unknown' }) =>
      async (args) => {
        const mine = tally;
        mine.add(commandName.replace('Command', ''));
        const asks = /^(Describe|Create|List)/.test(commandName) ? {} : { ReturnConsumedCapacity: 'TOTAL' };
        const answer = await next({ ...args, input: { ...args.input, ...asks } });
        mine.addUnits((answer.output as { ConsumedCapacity?: ConsumedCapacity }).ConsumedCapacity);
        return answer;
      },
    { step: 'initialize', name: 'benchTally' },
  );
  return { during: (work) => duringWork(work, (fresh) => (tally = fresh)) };
}

async function duringWork(work: () => Promise<unknown>, use: (tally: CallTally) => void): Promise<CallTally> {
  const tally = new CallTally();
  use(tally);
  await work();
  use(new CallTally());
  return tally;
}

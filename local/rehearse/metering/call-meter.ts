import {
  DescribeTableCommand,
  type DynamoDBClient,
  paginateListTables,
  paginateScan,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';
import { servedBy } from '../../desk/desk-front';
import type { CallRecorder, RecordedCall, WireCall } from '../call-recorder';
import { type Counts, nothing, sumOf } from './counts';
import { countHistory, type HistoryEvent } from './execution-history';
import type { WireItem } from './item-size';
import { objectRequest } from './object-request';
import { type DynamoExchange, unitsOf } from './request-units';
import { TableCopy } from './table-copy';

/** What one request cost, told apart by whether another store would make more of it. */
export interface MeteredRequest {
  /** What comes once, however many stores there are. */
  readonly once: Counts;
  /** What the automatic stores brought, all together. */
  readonly stores: Counts;
}

/** Functions that run once a store. */
const A_STORE = /^(store-|search-store$|erase-store$|opt-out-store$)/;

/** Counts all that the desk's functions do while someone looks, at the wire and in the histories of executions. */
export class CallMeter {
  private tables: ReadonlyMap<string, TableCopy> = new Map();
  private once: Partial<Counts>[] = [];
  private stores: Partial<Counts>[] = [];
  private executions: string[] = [];
  /** Functions of stores that were called since somebody acted. */
  private readonly awake = new Set<string>();
  private readonly faults: string[] = [];
  private watch: 'what was due' | 'every sweep' = 'what was due';

  constructor(
    private readonly dynamo: DynamoDBClient,
    private readonly states: SFNClient,
  ) {}

  /** Copies the tables as they are, and listens from now on. Nothing may write meanwhile. */
  async attach(recorder: CallRecorder): Promise<void> {
    const copies = new Map<string, TableCopy>();
    for await (const { TableNames = [] } of paginateListTables({ client: this.dynamo }, {}))
      for (const name of TableNames) copies.set(name, await copyOf(this.dynamo, name));
    this.tables = copies;
    recorder.listener = (call, wire) => this.hear(call, wire);
  }

  /** A page was answered. */
  hearPage(path: string, answerBytes: number): void {
    this.awake.clear();
    this.once.push({ pages: 1, bytesOut: answerBytes, invocations: { [pageFunction(path)]: 1 } });
  }

  /**
   * Counts while something is done, and what comes of it until all is quiet.
   *
   * @param watch - whether what the deadline watch does in every sweep counts along
   * @throws Error naming what went over the wire and has no price here, or an execution that is not over
   */
  async during<T>(
    work: () => Promise<T>,
    watch: 'what was due' | 'every sweep' = 'what was due',
  ): Promise<{ result: T; metered: MeteredRequest }> {
    [this.once, this.stores, this.executions] = [[], [], []];
    this.watch = watch;
    const result = await work();
    for (const arn of this.executions) await this.addExecution(arn);
    if (this.faults.length > 0) throw new Error(`not metered:\n${[...new Set(this.faults)].join('\n')}`);
    return { result, metered: { once: sumOf(...this.once), stores: sumOf(...this.stores) } };
  }

  private hear(call: RecordedCall, wire: WireCall): void {
    try {
      const link = wire.url.includes('X-Amz-Signature=');
      const counts = this.countsOf(call, wire);
      if (call.caller === 'elsewhere' && !link) return;
      const ofStores = A_STORE.test(call.caller) || (call.service === 'lambda' && isStore(wire.url));
      (ofStores ? this.stores : this.once).push(counts);
    } catch (error) {
      this.faults.push(`${call.caller} ${call.service}:${call.operation}: ${(error as Error).message}`);
    }
  }

  private countsOf(call: RecordedCall, wire: WireCall): Partial<Counts> {
    switch (call.service) {
      case 'dynamodb':
        return this.tableCounts(call, wire);
      case 's3':
        return objectRequest({ ...wire, sentBytes: call.sentBytes, gotBytes: call.gotBytes });
      case 'kms':
        return { keyCalls: 1 };
      case 'ssm':
        // A SecureString is opened by KMS.
        return { parameterCalls: 1, keyCalls: 1 };
      case 'ses':
        return {
          mails: 1,
          mailBytes: call.sentBytes,
          recipientMails: call.caller === 'tell-recipients' ? 1 : 0,
        };
      case 'lambda':
        return { invocations: { [this.invoked(call, wire.url)]: 1 } };
      case 'states':
        if (call.operation === 'StartExecution' && call.status < 300) this.executions.push(startedBy(wire));
        return {};
      default:
        if (call.caller === 'elsewhere') return {};
        throw new Error('no rule for this service');
    }
  }

  private invoked({ caller }: RecordedCall, url: string): string {
    const name = invokedFunction(url);
    // The rehearsal calls the watch, as the schedule would.
    if (caller === 'elsewhere') this.awake.clear();
    if (!isStore(url)) return name;
    const asleep = !this.awake.has(name);
    this.awake.add(name);
    return asleep ? 'store' : 'store awake';
  }

  private tableCounts({ caller, operation, status }: RecordedCall, { sent, got }: WireCall): Partial<Counts> {
    const exchange = { operation, status, input: jsonOf(sent), answer: jsonOf(got) } as DynamoExchange;
    if (caller === 'elsewhere') return {};
    const { read, write, grown } = unitsOf(exchange, this.tables);
    const idle = caller === 'watch-deadlines' && inEverySweep(exchange);
    if (idle && this.watch !== 'every sweep') return {};
    return { readUnits: read, writeUnits: write, tableBytes: caller.startsWith('store-') ? 0 : grown };
  }

  private async addExecution(executionArn: string): Promise<void> {
    const events: HistoryEvent[] = [];
    for await (const page of paginateGetExecutionHistory({ client: this.states }, { executionArn }))
      events.push(...(page.events ?? []));
    if (!events.some(({ type = '' }) => /^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(type)))
      throw new Error('an execution is not over, so its transitions cannot be counted');
    const [machine = ''] = executionArn.split(':').slice(-2);
    const { transitions, inMaps, calls } = countHistory(machine.replace(/^rightsdesk-/, ''), events);
    const invocations = (ofStores: boolean) =>
      Object.fromEntries(Object.entries(calls).filter(([name]) => A_STORE.test(name) === ofStores));
    this.once.push({ transitions: transitions - inMaps, invocations: invocations(false) });
    this.stores.push({ transitions: inMaps, invocations: invocations(true) });
  }
}

/** What the watch does whether or not anything is due is no request's: its questions to the indexes, its scans, and where it stopped. */
function inEverySweep({ operation, input }: DynamoExchange): boolean {
  return operation === 'Scan' || input.IndexName !== undefined || keyOf(input).startsWith('CURSOR#');
}

function keyOf({ Key, Item }: DynamoExchange['input']): string {
  return String((Key ?? Item)?.pk?.S ?? '');
}

function jsonOf(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString('utf8') || '{}');
}

function startedBy({ got }: WireCall): string {
  return String((jsonOf(got) as { executionArn?: string }).executionArn);
}

/** `.../functions/rightsdesk-store-files/invocations` is `store-files`. */
function invokedFunction(url: string): string {
  const [, name = ''] = /\/functions\/([^/?]+)/.exec(url) ?? [];
  return /rightsdesk-([\w-]+)/.exec(decodeURIComponent(name))?.[1] ?? name;
}

function isStore(url: string): boolean {
  return invokedFunction(url).startsWith('store-');
}

function pageFunction(path: string): string {
  const [, first = ''] = path.split(/[/?]/);
  return servedBy[first] ?? 'intake';
}

async function copyOf(client: DynamoDBClient, TableName: string): Promise<TableCopy> {
  const { Table = {} } = await client.send(new DescribeTableCommand({ TableName }));
  const copy = new TableCopy({ key: keyNames(Table.KeySchema), indexes: indexesOf(Table) });
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    for (const item of Items) copy.put(wireItem(item));
  return copy;
}

function indexesOf({ GlobalSecondaryIndexes = [] }: TableDescription): TableCopy['shape']['indexes'] {
  return GlobalSecondaryIndexes.map(({ KeySchema, Projection }) => ({
    key: keyNames(KeySchema),
    holds: Projection?.ProjectionType === 'ALL' ? 'ALL' : (Projection?.NonKeyAttributes ?? []),
  }));
}

function keyNames(schema: TableDescription['KeySchema'] = []): string[] {
  return schema.map(({ AttributeName = '' }) => AttributeName);
}

/** As the SDK gives it, back to what it was on the wire. */
function wireItem(item: object): WireItem {
  return JSON.parse(
    JSON.stringify(item, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  ) as WireItem;
}

/** Both parts of a request. */
export function wholeOf({ once, stores }: MeteredRequest): Counts {
  return sumOf(nothing, once, stores);
}

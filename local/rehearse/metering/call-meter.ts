import { paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';
import { type Counts, type MeteredRequest, sumOf } from '../../../cost/counts';
import { servedBy } from '../../desk/desk-front';
import type { CallExchange, CallRecorder, RecordedCall } from '../call-recorder';
import type { NamedCall } from '../name-call';
import { countHistory, type HistoryEvent } from './execution-history';
import { isLookAtAnchors, isQuestionOfSweep } from './in-every-sweep';
import { type LedgerLine, placeOf } from './ledger';
import { objectRequest } from './object-request';
import { type StoreCall, StoreWaits, waitsOf } from './store-waits';
import { type TableInput, tableRequest } from './table-request';

/** The steps that ask stores. They write an entry, a finding or a tombstone for each store. */
const ASKS_STORES = /^((search|erase|opt-out)-stores|read-stores-again|read-later)$/;

/** Counts all that the desk's functions do during a walk, on the wire and in the histories of executions. */
export class CallMeter {
  /** All that was counted so far, call by call; calls outside of a walk are not counted. */
  readonly ledger: LedgerLine[] = [];
  private walk: Walk = nowhere;
  private executions: string[] = [];
  private waits = new StoreWaits();
  /** Functions of stores that were called since a person last acted. */
  private readonly awake = new Set<string>();
  /** The link and function of the current sitting, whose function is still awake. */
  private sitting: string | undefined;
  private readonly faults: string[] = [];

  constructor(private readonly states: SFNClient) {}

  /** Starts to listen. */
  attach(recorder: CallRecorder): void {
    recorder.listener = {
      begun: (call, nth) => this.onCallBegun(call, nth),
      ended: (call, wire) => this.onCallEnded(call, wire),
    };
  }

  /**
   * Counts a page. The same function serves the next page of the same sitting within minutes, so it is still
   * awake then. A sitting ends when a page of another function or with another link is opened, or when the
   * schedule runs.
   */
  onPage(path: string, answerBytes: number): void {
    this.awake.clear();
    const name = pageFunction(path);
    const sitting = `${name} ${linkIn(path)}`;
    const call = this.sitting === sitting ? `${name} awake` : name;
    this.sitting = sitting;
    const counts = { pages: 1, bytesOut: answerBytes, invocations: { [call]: 1 } };
    this.add({ caller: 'person', service: 'pages', operation: name, part: 'once', counts });
  }

  /**
   * Counts what a piece of work causes, until all is quiet.
   *
   * @param name - for the ledger: `access`
   * @param watch - whether what the deadline watch does in every sweep is counted too
   * @throws Error naming a call without a price here, or an execution that is not over
   */
  async during<T>(
    name: string,
    work: () => Promise<T>,
    watch: Walk['watch'] = 'what was due',
  ): Promise<{ result: T; metered: MeteredRequest }> {
    this.walk = { name, watch, from: this.ledger.length };
    this.executions = [];
    this.sitting = undefined;
    this.waits = new StoreWaits();
    const result = await work();
    if (this.waits.areUnderWay)
      throw new Error('a call of a store was not answered, so the wait for it is not known');
    for (const arn of this.executions) await this.addExecution(arn);
    if (this.faults.length > 0) throw new Error(`not metered:\n${[...new Set(this.faults)].join('\n')}`);
    const lines = this.ledger.slice(this.walk.from);
    this.walk = nowhere;
    const sum = (part: LedgerLine['part']) =>
      sumOf(...lines.filter((line) => line.part === part).map((line) => line.counts));
    return { result, metered: { once: sum('once'), stores: sum('stores') } };
  }

  private add(line: Omit<LedgerLine, 'walk'>): void {
    if (this.walk !== nowhere) this.ledger.push({ walk: this.walk.name, ...line });
  }

  private onCallBegun({ caller, service, resource }: NamedCall, nth: number): void {
    if (service !== 'lambda' || !isStore(resource)) return;
    this.waits.begin(nth, caller);
  }

  private onCallEnded(call: RecordedCall, wire: CallExchange): void {
    try {
      const link = wire.url.includes('X-Amz-Signature=');
      const counts = this.countsOf(call, wire);
      if (call.caller === 'elsewhere' && !link) return;
      const { caller, service, operation } = call;
      const part = isOfStores(call) ? 'stores' : 'once';
      this.add({ caller, service, operation, ...placeOf(call), part, counts });
    } catch (error) {
      this.faults.push(`${call.caller} ${call.service}:${call.operation}: ${(error as Error).message}`);
    }
  }

  private countsOf(call: RecordedCall, wire: CallExchange): Partial<Counts> {
    switch (call.service) {
      case 'dynamodb':
        return this.tableCounts(call, wire);
      case 's3':
        if (this.isOfNoRequest(call, isLookAtAnchors(call))) return {};
        return objectRequest({ ...wire, sentBytes: call.sentBytes, gotBytes: call.gotBytes });
      case 'kms':
        return { keyCalls: 1 };
      case 'ssm':
        // KMS decrypts a SecureString.
        return { parameterCalls: 1, keyCalls: 1 };
      case 'ses':
        return {
          mails: 1,
          mailBytes: call.sentBytes,
          recipientMails: call.caller === 'tell-recipients' ? 1 : 0,
        };
      case 'lambda':
        return this.invocationCounts(call, wire);
      case 'states':
        if (call.operation === 'StartExecution' && call.status < 300) this.executions.push(startedBy(wire));
        return {};
      default:
        if (call.caller === 'elsewhere') return {};
        throw new Error('no rule for this service');
    }
  }

  /** The call itself, and the wait for it when it is the last of the pending calls. */
  private invocationCounts({ caller, resource }: RecordedCall, { nth }: CallExchange): Partial<Counts> {
    const name = functionIn(resource);
    // The rehearsal invokes the watch, as the schedule would.
    if (caller === 'elsewhere') {
      this.awake.clear();
      this.sitting = undefined;
    }
    if (!isStore(resource)) return { invocations: { [name]: 1 } };
    const call: StoreCall = this.awake.has(name) ? 'store awake' : 'store';
    this.awake.add(name);
    return { invocations: { [call]: 1 }, ...waitsOf(caller, this.waits.end(nth, call)) };
  }

  private tableCounts(call: RecordedCall, { sent, got }: CallExchange): Partial<Counts> {
    const { caller, operation, status, sentBytes } = call;
    if (caller === 'elsewhere') return {};
    const input = jsonOf(sent) as TableInput;
    if (this.isOfNoRequest(call, isQuestionOfSweep({ operation, input }))) return {};
    const counts = tableRequest({ operation, input, status, answer: got.toString('utf8'), sentBytes });
    return caller.startsWith('store-') ? { ...counts, tableBytes: 0 } : counts;
  }

  /** What every sweep does is counted in the idle hour only. */
  private isOfNoRequest({ caller }: RecordedCall, inEverySweep: boolean): boolean {
    return caller === 'watch-deadlines' && inEverySweep && this.walk.watch !== 'every sweep';
  }

  private async addExecution(executionArn: string): Promise<void> {
    const events: HistoryEvent[] = [];
    for await (const page of paginateGetExecutionHistory({ client: this.states }, { executionArn }))
      events.push(...(page.events ?? []));
    if (!events.some(({ type = '' }) => /^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(type)))
      throw new Error('an execution is not over, so its transitions cannot be counted');
    const [machine = ''] = executionArn.split(':').slice(-2);
    const { transitions, calls } = countHistory(events);
    const counts = { transitions, invocations: calls };
    this.add({ caller: 'states', service: 'states', operation: machine, part: 'once', counts });
  }
}

/** What is being counted. */
interface Walk {
  readonly name: string;
  readonly watch: 'what was due' | 'every sweep';
  /** Index of its first line in the ledger. */
  readonly from: number;
}

/** Nothing is counted. */
const nowhere: Walk = { name: '', watch: 'what was due', from: 0 };

function jsonOf(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString('utf8') || '{}');
}

function startedBy({ got }: CallExchange): string {
  return String((jsonOf(got) as { executionArn?: string }).executionArn);
}

/** `rightsdesk-store-files`, or its ARN, is `store-files`. */
function functionIn(resource: string): string {
  return /rightsdesk-([\w-]+)/.exec(resource)?.[1] ?? resource;
}

function isStore(resource: string): boolean {
  return functionIn(resource).startsWith('store-');
}

/** Whether another store would add more such calls. */
function isOfStores({ caller, service, operation, resource }: RecordedCall): boolean {
  if (caller.startsWith('store-') || (service === 'lambda' && isStore(resource))) return true;
  return ASKS_STORES.test(caller) && /^(Put|Update)/i.test(operation);
}

/** The random part of a link in a path; empty when there is none. */
function linkIn(path: string): string {
  return path.split(/[/?]/).find((part) => /^[\w-]{32,}$/.test(part)) ?? '';
}

function pageFunction(path: string): string {
  return servedBy(path) ?? 'intake';
}

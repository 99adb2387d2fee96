import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { KEY_RECOVERY_DAYS, TABLE_RECOVERY_DAYS } from '../../functions/domain/recovery-days';
import type { DeskFunction } from './desk-function';

const kept = {
  billingMode: BillingMode.PAY_PER_REQUEST,
  removalPolicy: RemovalPolicy.RETAIN,
  deletionProtection: true,
} as const;

/**
 * The five tables of the desk, which stay when the stack is deleted: the append-only log of every request,
 * the wrapped keys, links and waits, the inbox of the form, and the tombstones of what was erased. No
 * permission here deletes from the log; the stub of a request expires by time to live, years after its key
 * was destroyed. A function that may append could also overwrite an entry or let it expire: the anchors show
 * both.
 */
export class RequestRegister extends Construct {
  readonly register: Table;
  readonly keys: Table;
  readonly items: Table;
  readonly inbox: Table;
  readonly tombstones: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.register = this.table('Register', {
      ...byRequest,
      sortKey: text('sk'),
      timeToLiveAttribute: 'ttl',
    });
    this.register.addGlobalSecondaryIndex({
      indexName: 'due',
      partitionKey: text('checkDay'),
      sortKey: text('nextCheckAt'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['announcedSeq'],
    });
    this.register.addGlobalSecondaryIndex({
      indexName: 'list',
      partitionKey: text('inList'),
      sortKey: text('inListSince'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['right', 'outcome', 'receivedAt', 'dueOn', 'zone'],
    });
    this.register.addGlobalSecondaryIndex({
      indexName: 'hour',
      partitionKey: text('hour'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['hash'],
    });
    this.keys = this.table('Keys', byRequest, KEY_RECOVERY_DAYS);
    this.items = this.table('DeskItems', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      timeToLiveAttribute: 'ttl',
    });
    // The inbox is as personal as what the keys open, so a backup must not bring back what they no longer
    // can.
    this.inbox = this.table('Inbox', byRequest, KEY_RECOVERY_DAYS);
    this.tombstones = this.table('Tombstones', {
      partitionKey: text('id'),
      timeToLiveAttribute: 'ttl',
    });
  }

  /** Lets a function read a request's log. */
  grantRead(fn: DeskFunction): void {
    this.grant(fn, 'REGISTER_TABLE', this.register, ['Query']);
  }

  /**
   * Lets a function read a log and append to it. The code only updates the summary, and the time to live at
   * the end of a stub, but the permission covers every item of the table.
   */
  grantAppend(fn: DeskFunction): void {
    this.grant(fn, 'REGISTER_TABLE', this.register, ['Query', 'PutItem', 'UpdateItem']);
  }

  /**
   * Lets a function read the lists of requests, and scan all summaries while a scan of everything is under
   * way after an update.
   */
  grantList(fn: DeskFunction): void {
    this.grantScan(fn);
    fn.allow(['dynamodb:Query'], [`${this.register.tableArn}/index/list`]);
  }

  /** Lets a function scan the ids of all requests, and list what is not listed. */
  grantScan(fn: DeskFunction): void {
    this.grant(fn, 'REGISTER_TABLE', this.register, ['Scan']);
  }

  /** Lets a function query what is due, and scan a share of all requests. */
  grantSweep(fn: DeskFunction): void {
    this.grantScan(fn);
    fn.allow(['dynamodb:Query'], [`${this.register.tableArn}/index/due`]);
  }

  /** Lets a function query what was appended in an hour: ids and hashes. */
  grantHours(fn: DeskFunction): void {
    fn.setVariable('REGISTER_TABLE', this.register.tableName);
    fn.allow(['dynamodb:Query'], [`${this.register.tableArn}/index/hour`]);
  }

  /** Lets a function read or write wrapped keys. Destroying one overwrites it with an item without a key. */
  grantKeys(fn: DeskFunction, action: 'GetItem' | 'PutItem'): void {
    this.grant(fn, 'KEYS_TABLE', this.keys, [action]);
  }

  grantItems(fn: DeskFunction, ...actions: readonly ItemAction[]): void {
    this.grant(fn, 'DESK_TABLE', this.items, actions);
  }

  grantInbox(fn: DeskFunction, ...actions: readonly InboxAction[]): void {
    this.grant(fn, 'INBOX_TABLE', this.inbox, actions);
  }

  grantTombstones(fn: DeskFunction, action: 'BatchWriteItem' | 'BatchGetItem'): void {
    this.grant(fn, 'TOMBSTONE_TABLE', this.tombstones, [action]);
  }

  private grant(fn: DeskFunction, name: TableName, table: Table, actions: readonly string[]): void {
    fn.setVariable(name, table.tableName);
    fn.allow(
      actions.map((action) => `dynamodb:${action}`),
      [table.tableArn],
    );
  }

  private table(id: string, keys: Keys, recoveryDays = TABLE_RECOVERY_DAYS): Table {
    return new Table(this, id, {
      ...kept,
      ...keys,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: recoveryDays,
      },
    });
  }
}

type Keys = Pick<TableProps, 'partitionKey' | 'sortKey' | 'timeToLiveAttribute'> &
  Required<Pick<TableProps, 'partitionKey'>>;
type TableName = 'REGISTER_TABLE' | 'KEYS_TABLE' | 'DESK_TABLE' | 'INBOX_TABLE' | 'TOMBSTONE_TABLE';
type InboxAction = 'PutItem' | 'GetItem' | 'UpdateItem' | 'DeleteItem' | 'Scan';
type ItemAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'Query';

function text(name: string) {
  return { name, type: AttributeType.STRING };
}

const byRequest = { partitionKey: text('requestId') };

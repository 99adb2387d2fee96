import { Stack } from 'aws-cdk-lib';
import type { CfnFunction, Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { kindDefinition } from '../../functions/connectors/store-kinds';
import type { StoreMap } from '../../functions/domain/data-map';
import type { Desk, DeskStore } from '../../functions/domain/desk';
import { DeskFunction, FUNCTION_PREFIX } from './desk-function';
import type { VaultBucket } from './vault-bucket';

/** Where in a VPC a store is reached. */
export interface StoreNetwork {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export interface StoreFleetProps {
  readonly desk: Pick<Desk, 'stores'>;
  readonly stores: readonly StoreMap[];
  /** The bundle of `store.handler.ts`. */
  readonly code: Code;
  readonly vault: VaultBucket;
  /** By store id. @default outside any VPC */
  readonly networks?: Readonly<Record<string, StoreNetwork>>;
}

/**
 * One function and one role for every store that the desk searches by itself. A store's role reaches that
 * store, and writes sealed snapshots that it cannot
 * open; it can decrypt nothing and does not know the register.
 */
export class StoreFleet extends Construct {
  readonly functions: ReadonlyMap<string, DeskFunction>;

  constructor(scope: Construct, id: string, props: StoreFleetProps) {
    super(scope, id);
    const automatic = props.stores.filter(({ kind }) => kindDefinition(kind).isSearched);
    this.functions = new Map(automatic.map((store) => [store.storeId, this.storeFunction(store, props)]));
  }

  /** Invoke the functions of all stores, each by its name. */
  grantCall(fn: DeskFunction): void {
    fn.tell('STORE_FUNCTION_PREFIX', `${FUNCTION_PREFIX}store-`);
    for (const store of this.functions.values())
      fn.allow(['lambda:InvokeFunction'], [store.lambda.functionArn]);
  }

  private storeFunction(store: StoreMap, props: StoreFleetProps): DeskFunction {
    const settings = props.desk.stores.find(({ id }) => id === store.storeId);
    const fn = new DeskFunction(this, store.storeId, {
      name: `store-${store.storeId}`,
      code: props.code,
      errorImpact: `The store ${store.storeId} is neither searched nor erased; requests wait for it.`,
      timeout: 900,
      // It waits for the store, and streams what it copies.
      memory: 512,
    });
    fn.tell('STORE_ID', store.storeId);
    props.vault.grantSnapshots(fn);
    this.grantStore(fn, store, settings);
    const network = props.networks?.[store.storeId];
    if (network) joinNetwork(fn, network);
    return fn;
  }

  private grantStore(fn: DeskFunction, store: StoreMap, settings: DeskStore | undefined): void {
    const stack = Stack.of(this);
    const region = settings?.connection.region ?? stack.region;
    const place = { partition: stack.partition, account: stack.account, region };
    const permissions = kindDefinition(store.kind).permissions(store, settings?.connection ?? {}, place);
    for (const { actions, resources } of permissions) fn.allow(actions, resources);
  }
}

/**
 * What Lambda does with a function's role to join a network; on all resources, since it asks before there are
 * any.
 */
const joining = [
  'CreateNetworkInterface',
  'DescribeNetworkInterfaces',
  'DescribeSubnets',
  'DeleteNetworkInterface',
  'AssignPrivateIpAddresses',
  'UnassignPrivateIpAddresses',
].map((action) => `ec2:${action}`);

/**
 * By ids, so that synthesis asks AWS nothing. Lambda may join the network with the function's role; the
 * function's own code may not.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
function joinNetwork(fn: DeskFunction, { subnetIds, securityGroupIds }: StoreNetwork): void {
  fn.allow(joining, ['*']);
  fn.denyItsCode(joining);
  const lambda = fn.lambda.node.defaultChild as CfnFunction;
  lambda.vpcConfig = { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] };
}

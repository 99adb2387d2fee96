import { Stack } from 'aws-cdk-lib';
import type { CfnFunction, Code } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { kindDefinition } from '../../functions/connectors/store-kinds';
import type { StoreMap } from '../../functions/domain/data-map';
import type { Desk, DeskStore } from '../../functions/domain/desk';
import { DeskFunction, FUNCTION_PREFIX } from './desk-function';
import type { VaultBucket } from './vault-bucket';

/** The subnets and security groups of a VPC by which a store is reached. */
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
 * A function with its own role for each store that the desk searches by itself. The role may use that store
 * and write sealed snapshots. It may not decrypt them and not read the register.
 */
export class StoreFleet extends Construct {
  readonly functions: ReadonlyMap<string, DeskFunction>;

  constructor(scope: Construct, id: string, props: StoreFleetProps) {
    super(scope, id);
    const automatic = props.stores.filter(({ kind }) => kindDefinition(kind).isSearched);
    this.functions = new Map(automatic.map((store) => [store.storeId, this.storeFunction(store, props)]));
  }

  /** Lets a function invoke the functions of all stores. */
  grantCall(fn: DeskFunction): void {
    fn.setVariable('STORE_FUNCTION_PREFIX', `${FUNCTION_PREFIX}store-`);
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
      // It mostly waits for the store, and streams copies.
      memory: 512,
    });
    fn.setVariable('STORE_ID', store.storeId);
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

/** What Lambda does with a function's role to join a VPC, on all resources because none exist yet. */
const joining = [
  'CreateNetworkInterface',
  'DescribeNetworkInterfaces',
  'DescribeSubnets',
  'DeleteNetworkInterface',
  'AssignPrivateIpAddresses',
  'UnassignPrivateIpAddresses',
].map((action) => `ec2:${action}`);

/**
 * Attaches a function to a VPC, by ids, so that synthesis makes no lookups in AWS. Lambda may do so with the
 * role of the function; the code of the function may not.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
function joinNetwork(fn: DeskFunction, { subnetIds, securityGroupIds }: StoreNetwork): void {
  fn.allow(joining, ['*']);
  fn.denyItsCode(joining);
  const lambda = fn.lambda.node.defaultChild as CfnFunction;
  lambda.vpcConfig = { subnetIds: [...subnetIds], securityGroupIds: [...securityGroupIds] };
}

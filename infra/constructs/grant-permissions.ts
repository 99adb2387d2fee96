import type { Permission } from '../permissions';
import type { DeskFunction } from './desk-function';
import type { DeskKey } from './desk-key';
import type { EvidenceStore } from './evidence-store';
import type { Mailer } from './mailer';
import type { PackageBucket } from './package-bucket';
import type { RequestRegister } from './request-register';
import type { RequestWorkflow } from './request-workflow';
import type { StoreFleet } from './store-fleet';
import type { VaultBucket } from './vault-bucket';

/** The parts of the stack that permissions are about. */
export interface DeskParts {
  readonly register: RequestRegister;
  readonly deskKey: DeskKey;
  readonly vault: VaultBucket;
  readonly evidence: EvidenceStore;
  readonly packages: PackageBucket;
  readonly mailer: Mailer;
  readonly workflow: RequestWorkflow;
  readonly stores: StoreFleet;
  readonly receive: DeskFunction;
  /** ARNs of the parameters with the secrets of opt-out signals and log-ins. */
  readonly signalSecrets: readonly string[];
}

type Grant = (parts: DeskParts, fn: DeskFunction) => void;

/**
 * What each permission means in AWS: actions on named resources, and the variables by which code finds them.
 */
const grants: Readonly<Record<Permission, Grant>> = {
  'register.read': ({ register }, fn) => register.grantRead(fn),
  'register.append': ({ register }, fn) => register.grantAppend(fn),
  'register.list': ({ register }, fn) => register.grantList(fn),
  'register.scan': ({ register }, fn) => register.grantScan(fn),
  'register.sweep': ({ register }, fn) => register.grantSweep(fn),
  'key.open': ({ register, deskKey }, fn) => {
    register.grantKeys(fn, 'GetItem');
    deskKey.grantOpen(fn);
  },
  'key.make': ({ deskKey }, fn) => deskKey.grantMake(fn),
  'desk-key.open': ({ register, deskKey }, fn) => {
    register.grantKeys(fn, 'GetItem');
    deskKey.grantDesk(fn);
  },
  'desk-key.make': ({ register, deskKey }, fn) => {
    register.grantKeys(fn, 'GetItem');
    register.grantKeys(fn, 'PutItem');
    deskKey.grantMakeDesk(fn);
  },
  'key.keep': ({ register }, fn) => register.grantKeys(fn, 'PutItem'),
  'key.shred': ({ register }, fn) => register.grantKeys(fn, 'PutItem'),
  'objects.read': ({ vault }, fn) => vault.grantRead(fn),
  'objects.write': ({ vault }, fn) => vault.grantWrite(fn),
  'inbox.put': ({ register }, fn) => register.grantInbox(fn, 'PutItem'),
  'inbox.seal': ({ deskKey }, fn) => deskKey.grantSealInbox(fn),
  'inbox.open': ({ deskKey }, fn) => deskKey.grantOpenInbox(fn),
  'inbox.take': ({ register }, fn) => register.grantInbox(fn, 'GetItem', 'DeleteItem'),
  'inbox.list': ({ register }, fn) => register.grantInbox(fn, 'Scan'),
  'inbox.set-aside': ({ register }, fn) => register.grantInbox(fn, 'UpdateItem'),
  'items.links': ({ register }, fn) => register.grantItems(fn, 'GetItem', 'PutItem'),
  'items.counts': ({ register }, fn) => register.grantItems(fn, 'UpdateItem'),
  'items.lease': ({ register }, fn) => register.grantItems(fn, 'PutItem'),
  'items.drop': ({ register }, fn) => register.grantItems(fn, 'DeleteItem'),
  'items.note-person': ({ register }, fn) => register.grantItems(fn, 'PutItem'),
  'items.find-person': ({ register }, fn) => register.grantItems(fn, 'Query'),
  'items.wait': ({ register }, fn) => register.grantItems(fn, 'PutItem', 'DeleteItem'),
  'items.wake': ({ register }, fn) => register.grantItems(fn, 'Query', 'DeleteItem'),
  'mail.send': ({ mailer }, fn) => mailer.grantSend(fn),
  'workflow.start': ({ workflow }, fn) => workflow.grantStart(fn),
  'workflow.answer': ({ workflow }, fn) => workflow.grantAnswer(fn),
  'stores.call': ({ stores }, fn) => stores.grantCall(fn),
  'receive.call': ({ receive }, fn) => {
    fn.setVariable('RECEIVE_FUNCTION', receive.lambda.functionName);
    fn.allow(['lambda:InvokeFunction'], [receive.lambda.functionArn]);
  },
  'signal-keys.read': ({ signalSecrets }, fn) => {
    if (signalSecrets.length > 0) fn.allow(['ssm:GetParameter'], signalSecrets);
  },
  'packages.write': ({ packages }, fn) => packages.grantWrite(fn),
  'packages.link': ({ packages }, fn) => packages.grantLink(fn),
  'packages.remove': ({ packages }, fn) => packages.grantRemove(fn),
  'tombstones.put': ({ register }, fn) => register.grantTombstones(fn, 'BatchWriteItem'),
  'tombstones.read': ({ register }, fn) => register.grantTombstones(fn, 'BatchGetItem'),
  'register.hours': ({ register }, fn) => register.grantHours(fn),
  'evidence.write': ({ evidence }, fn) => evidence.grantWrite(fn),
  'evidence.read': ({ evidence }, fn) => evidence.grantRead(fn),
};

/** Adds the permissions to the role of a function, and what it needs to know to its environment. */
export function grantPermissions(
  parts: DeskParts,
  fn: DeskFunction,
  permissions: readonly Permission[],
): void {
  for (const permission of permissions) grants[permission](parts, fn);
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { checkLane } from '../domain/check-lane';
import type { Clock } from '../domain/clock';
import { defined } from '../domain/defined';
import type { DeskData, DeskDeps } from '../domain/desk-deps';
import type { DeskItems } from '../domain/desk-items';
import { DESK_KEY } from '../domain/desk-key';
import { dueDates } from '../domain/due-dates';
import type { AppendedReader, AuditReader, EvidenceStore } from '../domain/evidence-store';
import type {
  Inbox,
  Mailbox,
  Packages,
  RequestRegister,
  SealedObjects,
  Stores,
  Tombstones,
  Vault,
  Workflow,
} from '../domain/ports';
import { nextCheckAt } from '../domain/timers';
import { clockSkew, watchClock } from './clock-skew';
import { countMailWaits } from './count-mail-waits';
import { deskData } from './desk-data';
import { dynamoDeskItems } from './dynamo-desk-items';
import { dynamoInbox } from './dynamo-inbox';
import { dynamoRequestRegister } from './dynamo-request-register';
import { dynamoTombstones } from './dynamo-tombstones';
import { required } from './environment';
import { kmsVault } from './kms-vault';
import { lambdaStores } from './lambda-stores';
import { lazy } from './lazy';
import { presignedLinks, presignedObjects } from './presigned-objects';
import { s3Evidence } from './s3-evidence';
import { s3Objects } from './s3-objects';
import { s3Packages } from './s3-packages';
import { s3SealedObjects } from './s3-sealed-objects';
import { sesMailbox } from './ses-mailbox';
import { sfnWorkflow } from './sfn-workflow';
import { systemClock } from './system-clock';

// Dependencies as deployed functions build them: one client a service and function, settings from the
// environment. A function imports only the parts it calls, and its bundle holds only those.

/**
 * What it takes to read a request, to write into its log, to mail about it, and to wait for somebody or to
 * wake the workflow: most functions ask for no more.
 */
export type MailDeps = Omit<DeskDeps, 'objects' | 'inbox' | 'stores' | 'packages' | 'tombstones'>;

/** How each part of {@link MailDeps} is made, for functions that need others besides. */
export function mailDepsParts(
  data: DeskData,
  dynamo: DynamoDBDocumentClient,
): { readonly [K in keyof MailDeps]: () => MailDeps[K] } {
  return {
    desk: () => data.desk,
    map: () => data.map,
    book: () => data.book,
    clock: () => systemClock,
    register: () => buildRegister(dynamo, data, systemClock),
    vault: () => buildVault(dynamo),
    items: () => buildItems(dynamo),
    mailbox: () => buildMailbox(data),
    workflow: () => buildWorkflow(),
  };
}

/** See {@link MailDeps}; each part is made when it is first asked for. */
export function mailDeps(): MailDeps {
  return lazy<MailDeps>(mailDepsParts(deskData(), documentClient()));
}

/**
 * What a function may ask for whose pages show what was found or take files: nothing that works through a
 * store, and no client of S3.
 */
export type PageDeps = MailDeps & Pick<DeskDeps, 'objects'>;

/** See {@link PageDeps}; each part is made when it is first asked for. */
export function pageDeps(): PageDeps {
  const dynamo = documentClient();
  const deps: PageDeps = lazy<PageDeps>({
    ...mailDepsParts(deskData(), dynamo),
    objects: () => buildSmallObjects(dynamo, deps.vault),
  });
  return deps;
}

/**
 * What a step of the workflow may ask for, each part made when it is first asked for: a step that never mails
 * needs no mail settings, and its role no such right.
 * A step that works with no store takes `caseDeps`.
 */
export function stepDeps(): DeskDeps {
  const dynamo = documentClient();
  const deps: DeskDeps = lazy<DeskDeps>({
    ...mailDepsParts(deskData(), dynamo),
    objects: () => buildObjects(deps.vault),
    inbox: () => buildInbox(dynamo),
    stores: () => buildStores(),
    packages: () => buildPackages(),
    tombstones: () => buildTombstones(dynamo, deps.vault),
  });
  return deps;
}

export function documentClient(): DynamoDBDocumentClient {
  const marshallOptions = { removeUndefinedValues: true };
  return watchClock(DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions }));
}

export function buildRegister(
  client: DynamoDBDocumentClient,
  data: DeskData,
  clock: Clock,
): RequestRegister & AuditReader & AppendedReader {
  const { REGISTER_TABLE: table } = required('REGISTER_TABLE');
  return dynamoRequestRegister({
    client,
    table,
    clock,
    nextCheckAt: (request) => nextCheckAt(request, { ...data, clock }),
    laneOf: (request) => checkLane(request, { ...data, clock }),
    dueOnOf: (request) => dueDates(request, data.book).latest,
    skewMs: () => clockSkew(client),
  });
}

export function buildVault(dynamo: DynamoDBDocumentClient): Vault {
  const { KEYS_TABLE: table, KEY_ID: keyId } = required('KEYS_TABLE', 'KEY_ID');
  return kmsVault({ kms: new KMSClient({}), keyId, dynamo, table });
}

export function buildItems(client: DynamoDBDocumentClient): DeskItems {
  return dynamoDeskItems({ client, table: required('DESK_TABLE').DESK_TABLE });
}

export function buildInbox(client: DynamoDBDocumentClient): Inbox {
  return dynamoInbox({ client, table: required('INBOX_TABLE').INBOX_TABLE });
}

export function buildTombstones(client: DynamoDBDocumentClient, vault: Vault): Tombstones {
  const table = required('TOMBSTONE_TABLE').TOMBSTONE_TABLE;
  const pepper = () => vault.derive(DESK_KEY, 'tombstones');
  return dynamoTombstones({ client, table, pepper });
}

/** Objects of any size, by the client of S3. */
export function buildObjects(vault: Vault): SealedObjects {
  const { VAULT_BUCKET: bucket } = required('VAULT_BUCKET');
  return s3SealedObjects({ storage: s3Objects(new S3Client({})), bucket, vault });
}

/** Objects that fit into one request, without the client of S3. */
export function buildSmallObjects(client: DynamoDBDocumentClient, vault: Vault): SealedObjects {
  const { VAULT_BUCKET: bucket } = required('VAULT_BUCKET');
  return s3SealedObjects({ storage: presignedObjects(client), bucket, vault });
}

export function buildPackageLinks(client: DynamoDBDocumentClient): Pick<Packages, 'link'> {
  return presignedLinks(client, required('PACKAGE_BUCKET').PACKAGE_BUCKET);
}

export function buildPackages(): Packages {
  return s3Packages({ s3: new S3Client({}), bucket: required('PACKAGE_BUCKET').PACKAGE_BUCKET });
}

export function buildEvidence(): EvidenceStore {
  return s3Evidence({ s3: new S3Client({}), bucket: required('EVIDENCE_BUCKET').EVIDENCE_BUCKET });
}

export function buildMailbox({ desk }: DeskData): Mailbox {
  const configurationSet = process.env.MAIL_CONFIGURATION_SET;
  return sesMailbox({
    ses: new SESv2Client({}),
    sender: desk.sender,
    replyTo: desk.controller.contactEmail,
    ...(configurationSet ? { configurationSet } : {}),
    takesNoMore: () => countMailWaits(desk.metricsNamespace),
  });
}

export function buildWorkflow(): Workflow {
  return sfnWorkflow({
    sfn: new SFNClient({}),
    arnPrefix: required('MACHINE_ARN_PREFIX').MACHINE_ARN_PREFIX,
  });
}

/** `STORE_PAUSES_MS` shortens the waits before a retry, for a local run, where no function has to start. */
export function buildStores(): Stores {
  const { STORE_FUNCTION_PREFIX: functionPrefix } = required('STORE_FUNCTION_PREFIX');
  const pauses = process.env.STORE_PAUSES_MS?.split(',').map(Number);
  return lambdaStores({ lambda: new LambdaClient({}), functionPrefix, ...defined({ pauses }) });
}

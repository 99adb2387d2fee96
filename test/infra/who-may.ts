import type { ResourceName } from './resource-arns';

/** Who may do what, and nobody else: one rule a line of the security model. */
export interface Rule {
  /** In the present tense; the name of its test. */
  readonly says: string;
  /** Holders of roles that the rule is about. @default every role of the stack */
  readonly who?: RegExp;
  /** The only ones of them that may. @default none */
  readonly may?: readonly string[];
  readonly actions: readonly string[];
  readonly on: readonly ResourceName[];
  /** Condition keys of the call. @default under any condition whatever */
  readonly context?: Readonly<Record<string, string>>;
}

const read = ['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PartiQLSelect'].map((a) => `dynamodb:${a}`);
const write = ['PutItem', 'UpdateItem', 'PartiQLInsert', 'PartiQLUpdate'].map((a) => `dynamodb:${a}`);
const remove = ['DeleteItem', 'BatchWriteItem', 'PartiQLDelete', 'DeleteTable'].map((a) => `dynamodb:${a}`);
const objects = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

const store = /^store-/;
const machine = /^machine /;
function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Steps that open a request, and pages that show it. */
const keyOpeners = words(`
  verify requester download decide staff signals receive verify-identity search-stores check-proof ask-identifiers
  ask-manual-stores await-stores ask-decision hand-to-staff assemble-package give-notice erase-stores
  tell-recipients notify-outcome read-stores-again read-later opt-out-stores correct-stores watch-deadlines
`);
/** All that append: the receiving function, the steps, the pages and the watch. */
const appenders = [...keyOpeners, 'pass-on', 'close-request', 'report-trouble', 'note-bounce'];
const mailSenders = words(`
  verify requester download decide staff receive verify-identity check-proof ask-identifiers ask-manual-stores
  await-stores ask-decision hand-to-staff give-notice tell-recipients notify-outcome report-trouble read-later
  note-bounce watch-deadlines verify-evidence
`);
const findingsReaders = words(`
  decide staff search-stores check-proof assemble-package give-notice erase-stores notify-outcome read-stores-again read-later
`);
const storeCallers = [
  ...['search-stores', 'erase-stores', 'read-stores-again', 'read-later', 'opt-out-stores', 'correct-stores'],
  'notify-outcome',
  'check-proof',
];
/** Those that count mails to unproven addresses, check an authenticator app, or know what was erased. */
const deskKeyOpeners = words(`
  verify decide staff signals receive verify-identity notify-outcome erase-stores read-stores-again read-later watch-deadlines
`);
const request = { 'kms:EncryptionContext:purpose': 'request' };
const inbox = { 'kms:EncryptionContext:purpose': 'inbox' };
const desk = { 'kms:EncryptionContext:purpose': 'desk' };
const throughPackages = { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::PackagesBucket3210E67E' };

export const rules: readonly Rule[] = [
  {
    says: 'nobody deletes from the register, or lets it expire',
    actions: [
      ...remove,
      'dynamodb:UpdateTable',
      'dynamodb:UpdateTimeToLive',
      'dynamodb:UpdateContinuousBackups',
    ],
    on: ['register'],
  },
  {
    says: 'the register is written by what appends alone: neither the form, a store, a state machine nor the anchor',
    may: appenders,
    actions: write,
    on: ['register'],
  },
  {
    says: 'the register is read by what appends, by a step that waits, by what verifies it, and by nobody else',
    may: [...appenders, 'await-second-reading', 'verify-evidence'],
    actions: read,
    on: ['register'],
  },
  {
    says: 'the indexes of the register are asked by the watch and the anchor alone',
    may: ['watch-deadlines', 'anchor-evidence'],
    actions: ['dynamodb:Query', 'dynamodb:Scan'],
    on: ['indexes of the register'],
  },
  {
    says: 'nobody deletes evidence, or shortens its lock',
    actions: [
      's3:DeleteObject',
      's3:DeleteObjectVersion',
      's3:PutObjectRetention',
      's3:BypassGovernanceRetention',
      's3:PutObjectLegalHold',
    ],
    on: ['evidence'],
  },
  {
    says: 'nobody changes the rules of the bucket of evidence',
    actions: [
      's3:PutBucketObjectLockConfiguration',
      's3:PutBucketVersioning',
      's3:PutLifecycleConfiguration',
      's3:DeleteBucket',
    ],
    on: ['the bucket of evidence'],
  },
  {
    says: 'evidence is written by the anchor alone',
    may: ['anchor-evidence'],
    actions: ['s3:PutObject'],
    on: ['evidence'],
  },
  {
    says: 'evidence is read by the anchor, the watch and what verifies it, in any version',
    may: ['anchor-evidence', 'watch-deadlines', 'verify-evidence'],
    actions: ['s3:GetObjectVersion'],
    on: ['evidence'],
  },
  {
    says: 'the form opens no key',
    who: /^intake$/,
    actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKeyPair', 'kms:ReEncryptFrom'],
    on: ['the key'],
  },
  {
    says: 'a data key of a request is made by those who take one in, carry one on or start an erasure, and not by the form',
    may: ['staff', 'signals', 'receive', 'erase-stores', 'notify-outcome', 'watch-deadlines'],
    actions: ['kms:GenerateDataKey'],
    on: ['the key'],
    context: request,
  },
  {
    says: 'a key for the inbox is made by the form alone',
    may: ['intake'],
    actions: ['kms:GenerateDataKey'],
    on: ['the key'],
    context: inbox,
  },
  {
    says: 'what the form sealed is opened by the receiving function and the watch',
    may: ['receive', 'watch-deadlines'],
    actions: ['kms:Decrypt'],
    on: ['the key'],
    context: inbox,
  },
  {
    says: 'the desk’s own key is opened by what counts mails, checks an app or knows tombstones',
    may: deskKeyOpeners,
    actions: ['kms:Decrypt'],
    on: ['the key'],
    context: desk,
  },
  {
    says: 'the desk’s own key is made at deployment and by nobody later',
    may: ['make-desk-key'],
    actions: ['kms:GenerateDataKeyWithoutPlaintext', 'kms:Encrypt'],
    on: ['the key'],
    context: desk,
  },
  {
    says: 'nobody makes a key for the desk that they could see',
    actions: ['kms:GenerateDataKey'],
    on: ['the key'],
    context: desk,
  },
  {
    says: 'whoever makes the desk’s own key opens no request',
    who: /^make-desk-key$/,
    actions: ['kms:Decrypt'],
    on: ['the key'],
    context: { ...request, 'kms:EncryptionContext:requestId': 'dsr-7k3m9qxt2b4d' },
  },
  {
    says: 'the form reads nothing',
    who: /^intake$/,
    actions: read,
    on: ['register', 'wrapped keys', 'links and waits', 'inbox', 'tombstones'],
  },
  {
    says: 'the form puts into the inbox and changes nothing else',
    who: /^intake$/,
    actions: [...write, ...remove],
    on: ['register', 'wrapped keys', 'links and waits', 'tombstones'],
  },
  {
    says: 'the form cannot take back or change what lies in the inbox',
    who: /^intake$/,
    actions: ['dynamodb:UpdateItem', ...remove],
    on: ['inbox'],
  },
  {
    says: 'the form reaches no object',
    who: /^intake$/,
    actions: objects,
    on: ['objects of the vault', 'packages', 'evidence', 'files of the shop'],
  },
  {
    says: 'the form calls the receiving function and no other',
    who: /^intake$/,
    actions: ['lambda:InvokeFunction'],
    on: ['functions of stores', 'steps and pages'],
  },
  {
    says: 'the form sends no mail',
    who: /^intake$/,
    actions: ['ses:SendEmail'],
    on: ['every sender'],
  },
  {
    says: 'the inbox is emptied by the receiving function and the watch alone',
    may: ['receive', 'watch-deadlines'],
    actions: ['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:DeleteItem'],
    on: ['inbox'],
  },
  {
    says: 'the watch alone notes on an item of the inbox that it could not be read',
    may: ['watch-deadlines'],
    actions: ['dynamodb:UpdateItem'],
    on: ['inbox'],
  },
  {
    says: 'a store uses no key',
    who: store,
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt', 'kms:CreateGrant', 'kms:ReEncryptFrom'],
    on: ['the key'],
  },
  {
    says: 'a store sees nothing of the desk',
    who: store,
    actions: [...read, ...write, ...remove],
    on: ['register', 'wrapped keys', 'links and waits', 'inbox', 'tombstones'],
  },
  {
    says: 'a store puts into the vault, and neither reads nor deletes there',
    who: store,
    actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject'],
    on: ['objects of the vault'],
  },
  {
    says: 'a store reaches neither packages nor evidence',
    who: store,
    actions: objects,
    on: ['packages', 'evidence'],
  },
  {
    says: 'a store calls no function',
    who: store,
    actions: ['lambda:InvokeFunction'],
    on: ['every function'],
  },
  {
    says: 'tables of the shop are reached by their own function alone',
    may: ['store-profiles'],
    actions: [...read, ...write, ...remove],
    on: ['tables of the shop'],
  },
  {
    says: 'files of the shop are reached by their own function alone',
    may: ['store-files'],
    actions: [...objects, 's3:DeleteObjectVersion'],
    on: ['files of the shop'],
  },
  {
    says: 'the credential of the shop is read by its own function alone',
    may: ['store-shop-database'],
    actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:PutParameter', 'ssm:GetParameterHistory'],
    on: ['the credential of the shop'],
  },
  {
    says: 'secrets of opt-out signals are read by their endpoint alone',
    may: ['signals'],
    actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:PutParameter', 'ssm:GetParameterHistory'],
    on: ['secrets of opt-out signals'],
  },
  {
    says: 'stores are called by the five steps that work through them, and by the answer, which checks what a person says',
    may: storeCallers,
    actions: ['lambda:InvokeFunction'],
    on: ['functions of stores'],
  },
  {
    says: 'the receiving function is called by the form alone',
    may: ['intake'],
    actions: ['lambda:InvokeFunction'],
    on: ['the receiving function'],
  },
  {
    says: 'keys of requests are opened by the pages, the steps that need one and the watch',
    may: keyOpeners,
    actions: ['kms:Decrypt'],
    on: ['the key'],
    context: request,
  },
  {
    says: 'the key is opened for packages by what writes one or signs its link',
    may: ['assemble-package', 'notify-outcome', 'download'],
    actions: ['kms:Decrypt'],
    on: ['the key'],
    context: throughPackages,
  },
  {
    says: 'the key seals packages for what writes one',
    may: ['assemble-package', 'notify-outcome'],
    actions: ['kms:GenerateDataKey'],
    on: ['the key'],
    context: throughPackages,
  },
  {
    says: 'nothing is opened or sealed without a context',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt'],
    on: ['the key'],
    context: {},
  },
  {
    says: 'nothing is opened or sealed under another context',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt'],
    on: ['the key'],
    context: { 'kms:EncryptionContext:purpose': 'another' },
  },
  {
    says: 'nobody hands the key on, changes its policy or destroys it',
    actions: ['kms:CreateGrant', 'kms:PutKeyPolicy', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'],
    on: ['the key'],
  },
  {
    says: 'nobody takes a wrapped key out of its table: one that is destroyed leaves an item without it',
    actions: remove,
    on: ['wrapped keys'],
  },
  {
    says: 'the key of a request is kept by those who made it',
    may: [
      'staff',
      'signals',
      'receive',
      'erase-stores',
      'notify-outcome',
      'watch-deadlines',
      'make-desk-key',
    ],
    actions: ['dynamodb:PutItem'],
    on: ['wrapped keys'],
  },
  {
    says: 'nobody changes a wrapped key',
    actions: ['dynamodb:UpdateItem', 'dynamodb:PartiQLUpdate', 'dynamodb:DeleteTable'],
    on: ['wrapped keys'],
  },
  {
    says: 'tombstones are read by the steps that erase and read again',
    may: ['erase-stores', 'read-stores-again', 'read-later'],
    actions: read,
    on: ['tombstones'],
  },
  {
    says: 'tombstones are put by the step that erases, and taken by nobody',
    may: ['erase-stores'],
    actions: [...write, ...remove],
    on: ['tombstones'],
  },
  {
    says: 'nobody deletes from the vault',
    actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    on: ['objects of the vault'],
  },
  {
    says: 'the vault is read by staff’s pages and the steps that work on findings',
    may: findingsReaders,
    actions: ['s3:GetObject'],
    on: ['objects of the vault'],
  },
  {
    says: 'objects are put into the vault by stores, staff’s pages other than the decision and the steps that work on findings',
    may: [
      ...['store-shop-database', 'store-profiles', 'store-files'],
      ...['staff', 'search-stores', 'erase-stores', 'notify-outcome'],
    ],
    actions: ['s3:PutObject'],
    on: ['objects of the vault'],
  },
  {
    says: 'a package is written by the step that makes it and the one that tells of it',
    may: ['assemble-package', 'notify-outcome'],
    actions: ['s3:PutObject'],
    on: ['packages'],
  },
  {
    says: 'a package is read by the page that signs its link',
    may: ['download'],
    actions: ['s3:GetObject'],
    on: ['packages'],
  },
  {
    says: 'a package is removed by the watch',
    may: ['watch-deadlines'],
    actions: ['s3:DeleteObject'],
    on: ['packages'],
  },
  {
    says: 'a state machine sees no table of the desk',
    who: machine,
    actions: [...read, ...write, ...remove],
    on: ['register', 'wrapped keys', 'links and waits', 'inbox', 'tombstones'],
  },
  {
    says: 'a state machine opens no key',
    who: machine,
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    on: ['the key'],
  },
  {
    says: 'a state machine reaches no object',
    who: machine,
    actions: objects,
    on: ['objects of the vault', 'packages', 'evidence', 'files of the shop'],
  },
  {
    says: 'a state machine calls no store by itself, and never the form’s receiver',
    who: machine,
    actions: ['lambda:InvokeFunction'],
    on: ['functions of stores', 'the receiving function'],
  },
  {
    says: 'executions are started by pages, by those who take a request in, pass it on or carry it on, and by the watch',
    may: [
      ...['verify', 'requester', 'decide', 'staff', 'signals', 'receive', 'pass-on', 'notify-outcome'],
      'watch-deadlines',
    ],
    actions: ['states:StartExecution'],
    on: ['every state machine'],
  },
  {
    says: 'mail is sent by what speaks to people: neither the form, a store nor a state machine',
    may: mailSenders,
    actions: ['ses:SendEmail'],
    on: ['every sender'],
  },
  {
    says: 'nobody sends mail in another name',
    actions: ['ses:SendEmail'],
    on: ['every sender'],
    context: { 'ses:FromAddress': 'chief@example.com' },
  },
  {
    says: 'nobody gives itself rights or takes on another role',
    actions: [
      'sts:AssumeRole',
      'iam:PassRole',
      'iam:PutRolePolicy',
      'iam:AttachRolePolicy',
      'iam:UpdateAssumeRolePolicy',
    ],
    on: ['every role'],
  },
  {
    says: 'nobody changes the code or the settings of a function',
    actions: ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration', 'lambda:AddPermission'],
    on: ['every function'],
  },
  {
    says: 'nobody changes a state machine',
    actions: ['states:UpdateStateMachine', 'states:DeleteStateMachine'],
    on: ['every state machine'],
  },
  {
    says: 'nobody changes who may reach a bucket',
    actions: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutEncryptionConfiguration'],
    on: ['every bucket'],
  },
];

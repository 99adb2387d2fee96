import type { ResourceName } from './resource-arns';

/** Who may do what, and no one else: one rule per line of the security model. */
export interface Rule {
  /** In the present tense; the name of its test. */
  readonly says: string;
  /** Holders of roles that the rule is about. @default every role of the stack */
  readonly who?: RegExp;
  /** The only holders among them that may. @default none */
  readonly may?: readonly string[];
  readonly actions: readonly string[];
  readonly on: readonly ResourceName[];
  /** Condition keys of the call. @default any condition */
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

/** Steps and pages that decrypt a request. */
const keyOpeners = words(`
  verify requester download decide staff signals receive verify-identity search-stores check-proof ask-identifiers
  ask-manual-stores await-stores ask-decision hand-to-staff assemble-package give-notice erase-stores
  tell-recipients notify-outcome read-stores-again read-later opt-out-stores correct-stores watch-deadlines
`);
/** All that append to the register: the receiving function, the steps, the pages and the watch. */
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
/** Functions that count mails to unproven addresses, check an authenticator app, or handle tombstones. */
const deskKeyOpeners = words(`
  verify decide staff signals receive verify-identity notify-outcome erase-stores read-stores-again read-later watch-deadlines
`);
const request = { 'kms:EncryptionContext:purpose': 'request' };
const inbox = { 'kms:EncryptionContext:purpose': 'inbox' };
const desk = { 'kms:EncryptionContext:purpose': 'desk' };
const throughPackages = { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::PackagesBucket3210E67E' };

export const rules: readonly Rule[] = [
  {
    says: 'nobody deletes from the register or lets items expire',
    actions: [
      ...remove,
      'dynamodb:UpdateTable',
      'dynamodb:UpdateTimeToLive',
      'dynamodb:UpdateContinuousBackups',
    ],
    on: ['register'],
  },
  {
    says: 'only appenders write to the register: not the form, a store, a state machine or the anchor',
    may: appenders,
    actions: write,
    on: ['register'],
  },
  {
    says: 'only appenders, one waiting step and the verification read the register',
    may: [...appenders, 'await-second-reading', 'verify-evidence'],
    actions: read,
    on: ['register'],
  },
  {
    says: 'only the watch and the anchor query the indexes of checks and of hours',
    may: ['watch-deadlines', 'anchor-evidence'],
    actions: ['dynamodb:Query', 'dynamodb:Scan'],
    on: ['index of checks', 'index of hours'],
  },
  {
    says: 'only the pages of staff list requests by an index',
    may: ['staff'],
    actions: ['dynamodb:Query', 'dynamodb:Scan'],
    on: ['index of lists'],
  },
  {
    says: 'nobody deletes evidence or shortens its lock',
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
    says: 'nobody changes the settings of the bucket of evidence',
    actions: [
      's3:PutBucketObjectLockConfiguration',
      's3:PutBucketVersioning',
      's3:PutLifecycleConfiguration',
      's3:DeleteBucket',
    ],
    on: ['the bucket of evidence'],
  },
  {
    says: 'only the anchor writes evidence',
    may: ['anchor-evidence'],
    actions: ['s3:PutObject'],
    on: ['evidence'],
  },
  {
    says: 'only the anchor, the watch and the verification read versions of evidence',
    may: ['anchor-evidence', 'watch-deadlines', 'verify-evidence'],
    actions: ['s3:GetObjectVersion'],
    on: ['evidence'],
  },
  {
    says: 'the form decrypts nothing',
    who: /^intake$/,
    actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKeyPair', 'kms:ReEncryptFrom'],
    on: ['the key'],
  },
  {
    says: 'only functions that admit a request, carry it on or start an erasure make a data key of a request, not the form',
    may: ['staff', 'signals', 'receive', 'erase-stores', 'notify-outcome', 'watch-deadlines'],
    actions: ['kms:GenerateDataKey'],
    on: ['the key'],
    context: request,
  },
  {
    says: 'only the form makes a key for the inbox',
    may: ['intake'],
    actions: ['kms:GenerateDataKey'],
    on: ['the key'],
    context: inbox,
  },
  {
    says: 'only the receiving function and the watch decrypt what the form sealed',
    may: ['receive', 'watch-deadlines'],
    actions: ['kms:Decrypt'],
    on: ['the key'],
    context: inbox,
  },
  {
    says: 'only functions that count mails, check an app or handle tombstones decrypt the desk’s own key',
    may: deskKeyOpeners,
    actions: ['kms:Decrypt'],
    on: ['the key'],
    context: desk,
  },
  {
    says: 'only the deployment makes the desk’s own key',
    may: ['make-desk-key'],
    actions: ['kms:GenerateDataKeyWithoutPlaintext', 'kms:Encrypt'],
    on: ['the key'],
    context: desk,
  },
  {
    says: 'nobody makes a key for the desk in plaintext',
    actions: ['kms:GenerateDataKey'],
    on: ['the key'],
    context: desk,
  },
  {
    says: 'the function that makes the desk’s own key decrypts no request',
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
    says: 'the form neither removes nor changes items of the inbox',
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
    says: 'only the receiving function and the watch empty the inbox',
    may: ['receive', 'watch-deadlines'],
    actions: ['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:DeleteItem'],
    on: ['inbox'],
  },
  {
    says: 'only the watch marks an item of the inbox as unreadable',
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
    says: 'a store neither reads nor deletes objects of the vault',
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
    says: 'only their store’s function reaches the tables of the shop',
    may: ['store-profiles'],
    actions: [...read, ...write, ...remove],
    on: ['tables of the shop'],
  },
  {
    says: 'only their store’s function reaches the files of the shop',
    may: ['store-files'],
    actions: [...objects, 's3:DeleteObjectVersion'],
    on: ['files of the shop'],
  },
  {
    says: 'only its store’s function reads the credential of the shop',
    may: ['store-shop-database'],
    actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:PutParameter', 'ssm:GetParameterHistory'],
    on: ['the credential of the shop'],
  },
  {
    says: 'only their endpoint reads the secrets of opt-out signals',
    may: ['signals'],
    actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:PutParameter', 'ssm:GetParameterHistory'],
    on: ['secrets of opt-out signals'],
  },
  {
    says: 'only steps that search or change stores, the check of a proof and the outcome call stores',
    may: storeCallers,
    actions: ['lambda:InvokeFunction'],
    on: ['functions of stores'],
  },
  {
    says: 'only the form calls the receiving function',
    may: ['intake'],
    actions: ['lambda:InvokeFunction'],
    on: ['the receiving function'],
  },
  {
    says: 'only pages, the steps that need one and the watch decrypt keys of requests',
    may: keyOpeners,
    actions: ['kms:Decrypt'],
    on: ['the key'],
    context: request,
  },
  {
    says: 'only functions that write a package or sign its link decrypt with the key for packages',
    may: ['assemble-package', 'notify-outcome', 'read-later', 'download'],
    actions: ['kms:Decrypt'],
    on: ['the key'],
    context: throughPackages,
  },
  {
    says: 'only functions that write a package encrypt with the key for packages',
    may: ['assemble-package', 'notify-outcome', 'read-later'],
    actions: ['kms:GenerateDataKey'],
    on: ['the key'],
    context: throughPackages,
  },
  {
    says: 'nobody decrypts or encrypts without a context',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt'],
    on: ['the key'],
    context: {},
  },
  {
    says: 'nobody decrypts or encrypts under another context',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt'],
    on: ['the key'],
    context: { 'kms:EncryptionContext:purpose': 'another' },
  },
  {
    says: 'nobody grants the key to others, changes its policy or destroys it',
    actions: ['kms:CreateGrant', 'kms:PutKeyPolicy', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'],
    on: ['the key'],
  },
  {
    says: 'nobody deletes the item of a wrapped key, since a destroyed key leaves its item behind',
    actions: remove,
    on: ['wrapped keys'],
  },
  {
    says: 'only functions that make the key of a request store it',
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
    says: 'only the steps that erase and read again read tombstones',
    may: ['erase-stores', 'read-stores-again', 'read-later'],
    actions: read,
    on: ['tombstones'],
  },
  {
    says: 'only the step that erases puts tombstones',
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
    says: 'only staff’s pages and the steps that work on findings read the vault',
    may: findingsReaders,
    actions: ['s3:GetObject'],
    on: ['objects of the vault'],
  },
  {
    says: 'only stores, staff’s pages except the decision and steps that work on findings put objects into the vault',
    may: [
      ...['store-shop-database', 'store-profiles', 'store-files'],
      ...['staff', 'search-stores', 'erase-stores', 'read-stores-again', 'read-later', 'notify-outcome'],
    ],
    actions: ['s3:PutObject'],
    on: ['objects of the vault'],
  },
  {
    says: 'only the steps that make a package, mail the outcome or follow it up write packages',
    may: ['assemble-package', 'notify-outcome', 'read-later'],
    actions: ['s3:PutObject'],
    on: ['packages'],
  },
  {
    says: 'only the page that signs its link reads a package',
    may: ['download'],
    actions: ['s3:GetObject'],
    on: ['packages'],
  },
  {
    says: 'only the watch deletes packages',
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
    says: 'a state machine decrypts nothing',
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
    says: 'a state machine calls neither a store nor the receiving function',
    who: machine,
    actions: ['lambda:InvokeFunction'],
    on: ['functions of stores', 'the receiving function'],
  },
  {
    says: 'only pages, functions that admit, pass on or carry on a request, and the watch start executions',
    may: [
      ...['verify', 'requester', 'decide', 'staff', 'signals', 'receive', 'pass-on', 'notify-outcome'],
      'watch-deadlines',
    ],
    actions: ['states:StartExecution'],
    on: ['every state machine'],
  },
  {
    says: 'only functions that write to people send mail: not the form, a store or a state machine',
    may: mailSenders,
    actions: ['ses:SendEmail'],
    on: ['every sender'],
  },
  {
    says: 'nobody sends mail from another address',
    actions: ['ses:SendEmail'],
    on: ['every sender'],
    context: { 'ses:FromAddress': 'chief@example.com' },
  },
  {
    says: 'nobody grants itself permissions or assumes another role',
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

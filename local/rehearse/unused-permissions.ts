import { callsOfAws } from '../permissions/calls-of-aws';
import { describePermission, grantedPermissions, usesPermission } from '../permissions/granted-permissions';
import type { PolicyBook } from '../permissions/policy-book';
import { describeRequest, type RequestedAction } from '../permissions/simulate-policy';
import type { RecordedCall } from './call-recorder';
import { iamRequestsOfCalls } from './iam-requests-of-calls';

/** Permissions that no call used, and why a role has them nevertheless. */
export interface Reason {
  /** Function, action, resource: see `describePermission`. */
  readonly permission: RegExp;
  readonly because: string;
}

/** Permissions that the rehearsal's journeys do not use. */
const reasons: readonly Reason[] = [
  {
    permission: /^[\w-]+ dynamodb:UpdateItem RequestRegisterDeskItems$/,
    because: 'counts the reports of mails that did not arrive',
  },
  {
    permission: /^watch-deadlines dynamodb:Query RequestRegister\/index\/hour$/,
    because: 'looks further back only where an anchored entry is missing',
  },
  {
    permission: /^watch-deadlines s3:DeleteObject PackagesBucket\/\*$/,
    because: 'nothing is removed while the clock differs from AWS’s, as the moved one does',
  },
  { permission: / s3:AbortMultipartUpload /, because: 'used when an upload breaks off' },
  {
    permission: /^(assemble-package|notify-outcome) kms:Decrypt DeskKey aws:s3:arn$/,
    because: 'S3 uses it for large packages',
  },
  {
    permission: /( states:DescribeExecution |^(decide|requester) states:StartExecution )/,
    because: 'used when a driver may be lost',
  },
  {
    permission: /^[\w-]+ states:SendTaskSuccess stateMachine$/,
    because: 'only when the event that a wait is for has come already; mostly a page ends the wait',
  },
  {
    permission: /^(ask-identifiers|await-stores|hand-to-staff|report-trouble) (?!states:)/,
    because: 'their journeys are not walked',
  },
  {
    permission: /^verify-identity (dynamodb|kms|ses):/,
    because: 'asks for proof only of a request that staff entered',
  },
  {
    permission:
      /^(ask-decision|ask-manual-stores|tell-recipients) dynamodb:GetItem RequestRegisterDeskItems$/,
    because: 'finds the link of a mail again when the step is repeated',
  },
  {
    permission: /^receive dynamodb:(GetItem RequestRegisterDeskItems|Query RequestRegister)$/,
    because: 'reads only what is there already when a form comes twice',
  },
  {
    permission: /^read-stores-again s3:PutObject VaultBucket\/\*$/,
    because: 'keeps what it has read so far when many rows take more than one call',
  },
  {
    permission:
      /^(ask-decision|ask-manual-stores|await-second-reading|give-notice) dynamodb:DeleteItem RequestRegisterDeskItems$/,
    because: 'deletes the token of a wait when what it is for has already come',
  },
  {
    permission: /^verify (dynamodb:(Delete|Put)Item RequestRegisterDeskItems|ses:SendEmail .*)$/,
    because: 'sends a fresh link to a requester who lost the first',
  },
  {
    permission:
      /^(download|pass-on|tell-recipients|verify-identity|assemble-package|(search|erase|opt-out)-stores|read-stores-again) dynamodb:UpdateItem RequestRegister$/,
    because:
      'only when an entry brings the next check forward or hands over, which none does in these journeys',
  },
  {
    permission:
      /^staff (dynamodb:(Scan RequestRegister|Query RequestRegister\/index\/list)|dynamodb:PutItem RequestRegisterKeys|kms:GenerateDataKey .*|ses:SendEmail .*|s3:PutObject VaultBucket\/\*|states:StartExecution stateMachine)$/,
    because: 'list, sign-in and entry are not walked',
  },
  {
    permission:
      /^(make-desk-key kms:(Decrypt|Encrypt) .*|erase-stores (dynamodb:PutItem RequestRegisterKeys|kms:GenerateDataKey .*))$/,
    because:
      'rewraps the desk’s key if it is older than its purpose; the key of what a law keeps is made once',
  },
  {
    permission: /^store-files s3:(GetObjectVersion|DeleteObjectVersion|ListBucketVersions) /,
    because: 'for a bucket with versions',
  },
  {
    permission: /^store-(files|warranties) s3:GetObject(Retention|LegalHold) /,
    because: 'S3 shows a lock only to a caller that may read it',
  },
  {
    permission: /^store-(files|warranties) s3:(Get|Put)ObjectTagging /,
    because: 'for objects of lines that have tags',
  },
  { permission: /^store-warranties s3:DeleteObject(Version)? /, because: 'versions are deleted one by one' },
  {
    permission:
      /^store-(files s3:(DeleteObject almas-lamps-files\/chats|PutObject almas-lamps-files\/uploads)|warranties s3:PutObject )/,
    because: 'an object of lines is deleted when none is left; each prefix of a map may be of either kind',
  },
  {
    permission: /^store-profiles dynamodb:UpdateItem table\//,
    because: 'for fields that are blanked or set to no',
  },
  {
    permission: /^opt-out-stores lambda:InvokeFunction Stores(files|warranties)Function$/,
    because: 'files know no opt-out yet',
  },
  {
    permission: /^notify-outcome lambda:InvokeFunction Stores\w+Function$/,
    because: 'reads again what was left to staff, once staff say that it is done',
  },
  {
    permission:
      /^notify-outcome (dynamodb:(PutItem RequestRegisterKeys|Query RequestRegisterDeskItems)|kms:GenerateDataKey DeskKey purpose|states:StartExecution stateMachine)$/,
    because: 'opens what a complaint or an appeal led to as a request of its own; none is walked',
  },
  {
    permission: /^correct-stores /,
    because: 'no correction is walked',
  },
  {
    permission: /^read-later /,
    because: 'reads again a week after an erasure, and years later',
  },
  {
    permission: /^(erase|read)-stores(-again)? dynamodb:BatchGetItem .*[Tt]ombstones/,
    because: 'compared only when a reading found something',
  },
  {
    permission: /^signals /,
    because: 'the shop of the rehearsal passes no opt-out signal on',
  },
  {
    permission: /^check-proof /,
    because: 'the shop of the rehearsal is under the GDPR, so no stronger proof is asked for',
  },
  {
    permission: /^verify-evidence /,
    because: 'runs once a day, and mails only what it finds',
  },
  {
    permission:
      /^watch-deadlines (dynamodb:(Delete|Get|Put|Update)Item|kms:GenerateDataKey|states:StartExecution) /,
    because: 'picks up leftovers of the inbox, restarts lost drivers, destroys keys after years',
  },
];

/**
 * Fails when neither a call nor AWS itself used a permission and no reason explains it, and when a reason
 * explains nothing any more.
 *
 * @returns how many permissions were used, in words
 */
export function unusedPermissions(
  book: PolicyBook,
  calls: readonly RecordedCall[],
  explained: readonly Reason[] = reasons,
): string {
  const asked = [...iamRequestsOfCalls(book.names, calls), ...callsOfAws(book.names)];
  const { used, unused } = sortPermissions(book, asked);
  const unexplained = unused.filter(
    (permission) => !explained.some((reason) => reason.permission.test(permission)),
  );
  const idle = explained.filter(({ permission }) => !unused.some((unseen) => permission.test(unseen)));
  const faults = [
    ...unexplained.map((permission) => `granted, never used, and no reason given: ${permission}`),
    ...idle.map(
      ({ permission, because }) => `a reason that no unused permission needs: ${permission} (${because})`,
    ),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return `${used.length} of ${used.length + unused.length} used, the others have one of ${explained.length} reasons`;
}

function sortPermissions(book: PolicyBook, asked: readonly RequestedAction[]) {
  const describe = describePermission(book.names);
  const distinct = [...new Map(asked.map((one) => [describeRequest(one), one])).values()];
  const granted = grantedPermissions(book);
  const seen = granted
    .filter((permission) => distinct.some((one) => usesPermission(one, permission)))
    .map(describe);
  const used = new Set(seen);
  const unused = new Set(granted.map(describe).filter((permission) => !used.has(permission)));
  return { used: [...used], unused: [...unused].sort() };
}

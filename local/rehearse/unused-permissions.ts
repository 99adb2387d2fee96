import { callsOfAws } from '../permissions/calls-of-aws';
import { describePermission, grantedPermissions, usesPermission } from '../permissions/granted-permissions';
import type { PolicyBook } from '../permissions/policy-book';
import { describeRequest, type RequestedAction } from '../permissions/simulate-policy';
import type { RecordedCall } from './call-recorder';
import { iamRequestsOfCalls } from './iam-requests-of-calls';

/** Rights that nobody was seen to use, and why a role has them all the same. */
export interface Reason {
  /** Function, action, resource: see `describeRight`. */
  readonly right: RegExp;
  readonly because: string;
}

/** What the rehearsal's journeys do not use. */
const reasons: readonly Reason[] = [
  {
    right: /^[\w-]+ dynamodb:UpdateItem RequestRegisterDeskItems$/,
    because: 'counts what is told of mails that did not arrive',
  },
  {
    right: /^watch-deadlines dynamodb:Query RequestRegister\/index\/hour$/,
    because: 'looks further back only where an anchored entry is missing',
  },
  {
    right: /^watch-deadlines s3:DeleteObject PackagesBucket\/\*$/,
    because: 'the clock that was moved weeks on is not that of AWS, and what removes something waits then',
  },
  { right: / s3:AbortMultipartUpload /, because: 'used when an upload breaks off' },
  {
    right: /^(assemble-package|notify-outcome) kms:Decrypt DeskKey aws:s3:arn$/,
    because: 'S3 uses it for large packages',
  },
  {
    right: /( states:DescribeExecution |^(decide|requester) states:StartExecution )/,
    because: 'used when a driver may be lost',
  },
  {
    right: /^[\w-]+ states:SendTaskSuccess stateMachine$/,
    because: 'a wait may find its answer already there; most are answered by a page',
  },
  {
    right: /^(ask-identifiers|await-stores|hand-to-staff|report-trouble) (?!states:)/,
    because: 'their journeys are not walked',
  },
  {
    right: /^verify-identity (dynamodb|kms|ses):/,
    because: 'asks for proof only of a request that staff entered',
  },
  {
    right: /^await-second-reading dynamodb:DeleteItem RequestRegisterDeskItems$/,
    because: 'drops the token when the day has come meanwhile',
  },
  {
    right: /^verify (dynamodb:(Delete|Put)Item RequestRegisterDeskItems|ses:SendEmail .*)$/,
    because: 'sends a fresh link to whoever has lost the first',
  },
  {
    right:
      /^(download|pass-on|tell-recipients|verify-identity|assemble-package|(search|erase|opt-out)-stores|read-stores-again) dynamodb:UpdateItem RequestRegister$/,
    because: 'an entry may bring the next check forward, or hand over; on the way that is walked it does not',
  },
  {
    right:
      /^staff (dynamodb:Scan RequestRegister|dynamodb:PutItem RequestRegisterKeys|kms:GenerateDataKey .*|ses:SendEmail .*|s3:PutObject VaultBucket\/\*|states:StartExecution stateMachine)$/,
    because: 'list, signing in and entry are not walked',
  },
  {
    right:
      /^(make-desk-key kms:(Decrypt|Encrypt) .*|erase-stores (dynamodb:PutItem RequestRegisterKeys|kms:GenerateDataKey .*))$/,
    because:
      'wraps the desk’s key anew when it is from before it had a purpose; the key of what a law keeps is made once',
  },
  {
    right: /^store-files s3:(GetObjectVersion|DeleteObjectVersion|ListBucketVersions) /,
    because: 'for a bucket with versions',
  },
  {
    right: /^store-(files|warranties) s3:GetObject(Retention|LegalHold) /,
    because: 'S3 tells of a lock only to whoever may read it',
  },
  {
    right: /^store-(files|warranties) s3:(Get|Put)ObjectTagging /,
    because: 'for objects of lines that bear tags',
  },
  { right: /^store-warranties s3:DeleteObject(Version)? /, because: 'versions are deleted one by one' },
  {
    right:
      /^store-(files s3:(DeleteObject almas-lamps-files\/chats|PutObject almas-lamps-files\/uploads)|warranties s3:PutObject )/,
    because: 'a file of lines goes when none is left; each prefix of a map may be of either kind',
  },
  {
    right: /^store-profiles dynamodb:UpdateItem table\//,
    because: 'for fields that are blanked or set to no',
  },
  {
    right: /^opt-out-stores lambda:InvokeFunction Stores(files|warranties)Function$/,
    because: 'files know no opt-out yet',
  },
  {
    right: /^notify-outcome lambda:InvokeFunction Stores\w+Function$/,
    because: 'reads again what was left to a person, once that person says that it is done',
  },
  {
    right:
      /^notify-outcome (dynamodb:(PutItem RequestRegisterKeys|Query RequestRegisterDeskItems)|kms:GenerateDataKey DeskKey purpose|states:StartExecution stateMachine)$/,
    because: 'opens what a complaint or an appeal led to as a request of its own; none is walked',
  },
  {
    right: /^correct-stores /,
    because: 'no correction is walked',
  },
  {
    right: /^read-later /,
    because: 'reads again a week after an erasure, and years later',
  },
  {
    right: /^(erase|read)-stores(-again)? dynamodb:GetItem .*[Tt]ombstones/,
    because: 'compared only when a reading found something',
  },
  {
    right: /^signals /,
    because: 'the shop of the rehearsal passes no opt-out signal on',
  },
  {
    right: /^check-proof /,
    because: 'the GDPR binds the shop of the rehearsal, so nobody is asked for a stronger proof',
  },
  {
    right: /^verify-evidence /,
    because: 'runs once a day, and mails only what it finds',
  },
  {
    right:
      /^watch-deadlines (dynamodb:(Delete|Get|Put|Update)Item|kms:GenerateDataKey|states:StartExecution) /,
    because: 'takes leftovers of the inbox, restarts lost drivers, destroys keys after years',
  },
];

/**
 * Fails when a role may do something that neither a call nor AWS itself did and no reason explains, and when
 * a reason explains nothing any more.
 *
 * @returns how many rights were seen in use
 */
export function unusedPermissions(
  book: PolicyBook,
  calls: readonly RecordedCall[],
  explained: readonly Reason[] = reasons,
): string {
  const asked = [...iamRequestsOfCalls(book.names, calls), ...callsOfAws(book.names)];
  const { used, unused } = sortRights(book, asked);
  const unexplained = unused.filter((right) => !explained.some((reason) => reason.right.test(right)));
  const idle = explained.filter(({ right }) => !unused.some((unseen) => right.test(unseen)));
  const faults = [
    ...unexplained.map((right) => `granted, never used, and no reason given: ${right}`),
    ...idle.map(({ right, because }) => `a reason that no unused right needs: ${right} (${because})`),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return `${used.length} of ${used.length + unused.length} used, the others have one of ${explained.length} reasons`;
}

function sortRights(book: PolicyBook, asked: readonly RequestedAction[]) {
  const describe = describePermission(book.names);
  const distinct = [...new Map(asked.map((one) => [describeRequest(one), one])).values()];
  const granted = grantedPermissions(book);
  const seen = granted.filter((right) => distinct.some((one) => usesPermission(one, right))).map(describe);
  const used = new Set(seen);
  const unused = new Set(granted.map(describe).filter((right) => !used.has(right)));
  return { used: [...used], unused: [...unused].sort() };
}

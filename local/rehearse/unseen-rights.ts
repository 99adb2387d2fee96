import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedCall } from './call-recorder';

/** Rights that the rehearsal's journeys do not use, and why a role has them all the same. */
const reasons: readonly { readonly right: RegExp; readonly because: string }[] = [
  { right: / logs:/, because: 'the emulator writes the log itself' },
  { right: / sqs:SendMessage$/, because: 'Lambda uses it when an event failed for good' },
  { right: / s3:AbortMultipartUpload$/, because: 'used when an upload breaks off' },
  {
    right: /^(assemble-package|notify-outcome) kms:GenerateDataKey$/,
    because: 'S3 uses it for the packages',
  },
  { right: /^download s3:GetObject$/, because: 'whoever follows the signed link uses it' },
  { right: / states:DescribeExecution$/, because: 'used when a driver may be lost' },
  {
    right: / states:SendTaskSuccess$/,
    because: 'a wait may find its answer already there; most are answered by a page',
  },
  {
    right: /^(ask-identifiers|await-stores|hand-to-staff|report-trouble) /,
    because: 'their journeys are not walked',
  },
  { right: /^verify-identity /, because: 'asks for proof only of a request that staff entered' },
  {
    right: /^await-second-reading dynamodb:DeleteItem$/,
    because: 'drops the token when the day has come meanwhile',
  },
  {
    right: /^requester (dynamodb:DeleteItem|ses:SendEmail)$/,
    because: 'sends fresh links and tells staff of an answer',
  },
  { right: /^settle-erasure dynamodb:(PutItem|UpdateItem)$/, because: 'hands over what drifted' },
  {
    right: /^staff (dynamodb:Scan|s3:PutObject|states:StartExecution)$/,
    because: 'list, uploads and entry are not walked',
  },
  {
    right: /^store-files s3:(DeleteObjectVersion|ListBucketVersions)$/,
    because: 'for a bucket with versions',
  },
  { right: /^store-profiles dynamodb:UpdateItem$/, because: 'for fields that are blanked or set to no' },
  { right: /^anchor-evidence /, because: 'an hour must be over before it is anchored' },
  {
    right: /^plan-opt-out dynamodb:(PutItem|UpdateItem)$/,
    because: 'hands over what no machine can set',
  },
  { right: /^opt-out-store dynamodb:/, because: 'notes a store that is down' },
  {
    right: /^watch-deadlines (kms:|s3:DeleteObject|ses:SendEmail|states:StartExecution)/,
    because: 'reminders, leftovers of the inbox and the end of a package need days',
  },
];

/** What S3's verbs are called in policies. */
const s3Actions: Readonly<Record<string, string>> = {
  GETObject: 'GetObject',
  HEADObject: 'GetObject',
  PUTObject: 'PutObject',
  DELETEObject: 'DeleteObject',
  GETBucket: 'ListBucket',
  'GETBucket?versions': 'ListBucketVersions',
  'GETBucket?versioning': 'GetBucketVersioning',
};

/** Fails when a role may do something that no call did and no reason explains. @returns how many rights were seen in use */
export function unseenRights(assembly: string, calls: readonly RecordedCall[]): string {
  const granted = grantedRights(assembly);
  const used = new Set(
    calls.map(
      ({ caller, service, operation }) => `${caller} ${service}:${s3Actions[operation] ?? operation}`,
    ),
  );
  const unexplained = granted.filter(
    (right) => !used.has(right) && !reasons.some((reason) => reason.right.test(right)),
  );
  if (unexplained.length > 0)
    throw new Error(`granted, never used, and no reason given:\n${unexplained.join('\n')}`);
  return `${granted.filter((right) => used.has(right)).length} of ${granted.length} used, the others have a reason`;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: {
    readonly FunctionName?: string;
    readonly Role?: { readonly 'Fn::GetAtt': readonly string[] };
    readonly Roles?: readonly { readonly Ref: string }[];
    readonly PolicyDocument?: {
      readonly Statement: readonly { readonly Action: string | readonly string[] }[];
    };
  };
}

/** `FUNCTION SERVICE:ACTION`, each once, from the template that was deployed. */
function grantedRights(assembly: string): string[] {
  const template = JSON.parse(readFileSync(join(assembly, 'Rightsdesk.template.json'), 'utf8')) as {
    Resources: Readonly<Record<string, Resource>>;
  };
  const resources = Object.values(template.Resources).flatMap(({ Properties }) => Properties ?? []);
  const functionOf = new Map(
    resources.flatMap(({ FunctionName, Role }) =>
      FunctionName && Role ? [[Role['Fn::GetAtt'][0], FunctionName]] : [],
    ),
  );
  const rights = resources.flatMap(({ Roles, PolicyDocument }) => {
    const name = functionOf.get(Roles?.[0]?.Ref)?.replace(/^rightsdesk-/, '');
    return name
      ? (PolicyDocument?.Statement ?? []).flatMap(({ Action }) => [Action].flat().map((a) => `${name} ${a}`))
      : [];
  });
  return [...new Set(rights)].sort();
}

import type { PolicyBook, Statement } from '../../local/permissions/policy-book';
import type { Template } from '../../local/permissions/template';
import { bookOf, granting } from './resource-arns';
import { sampleStack } from './sample-stack';

jest.setTimeout(180_000);

/** Permissions on every resource, or for every action of a service, each with its reason. */
const reasons: readonly { readonly permission: RegExp; readonly because: string }[] = [
  {
    permission:
      /^machine [\w-]+ logs:(\w+LogDelivery|ListLogDeliveries|PutResourcePolicy|Describe\w+) on \*$/,
    because: 'Delivering logs of state machines: these actions support no resource.',
  },
  {
    permission: /^store-shop-database ec2:\w+(NetworkInterfaces?|Subnets|PrivateIpAddresses) on \*$/,
    because: 'Joining a network, if the deployment names one: Lambda demands it on every resource.',
  },
  {
    permission: /^arn:aws:kms:.* kms:\* on \*$/,
    because: 'The key policy, which leaves the decision to the roles of the account.',
  },
  {
    permission: /^arn:aws:kms:.* kms:(GenerateDataKey|Decrypt) on \*$/,
    because: 'The key policy for bounces that SES reports: limited to its configuration set and to topics.',
  },
];

let template: Template;

beforeAll(async () => {
  const network = { subnetIds: ['subnet-0123abcd'], securityGroupIds: ['sg-0123abcd'] };
  template = (await sampleStack({ storeNetworks: { 'shop-database': network } })).template;
});

/** Every permission with a wildcard, as `holder action on resource`. */
function widePermissions(book: PolicyBook): string[] {
  const ofRoles = [...book.roles.values()].flatMap(({ holder, policies }) =>
    policies.flatMap(({ policy }) => policy.Statement.flatMap((one) => wideIn(holder, one))),
  );
  const ofResources = [...book.resourcePolicies].flatMap(([arn, { Statement }]) =>
    Statement.flatMap((one) => wideIn(arn, one)),
  );
  return [...ofRoles, ...ofResources];
}

function wideIn(holder: string, { Effect, Action, Resource, Principal }: Statement): string[] {
  if (Effect !== 'Allow') return [];
  const open = JSON.stringify(Principal ?? '').includes('"*"') ? ['anybody'] : [];
  const wide = [Action]
    .flat()
    .flatMap((action) =>
      [Resource ?? holder]
        .flat()
        .flatMap((on) => (on === '*' || action.includes('*') ? [`${action} on ${on}`] : [])),
    );
  return [...wide, ...open].map((permission) => `${holder} ${permission}`);
}

describe('a permission on everything', () => {
  it('is on the list with its reason', () => {
    const unexplained = widePermissions(bookOf(template)).filter(
      (permission) => !reasons.some((reason) => reason.permission.test(permission)),
    );

    expect(unexplained).toEqual([]);
  });

  it('is on the list only while the stack grants it', () => {
    const wide = widePermissions(bookOf(template));

    expect(reasons.filter(({ permission }) => !wide.some((one) => permission.test(one)))).toEqual([]);
  });

  it.each([
    ['on every resource', { Action: 'dynamodb:GetItem', Resource: '*' }, 'staff dynamodb:GetItem on *'],
    ['to every action', { Action: 's3:*', Resource: 'arn:aws:s3:::x/*' }, 'staff s3:* on arn:aws:s3:::x/*'],
    [
      'to some actions',
      { Action: ['kms:Decrypt', 'kms:Get*'], Resource: 'arn:aws:kms:::key/x' },
      'staff kms:Get* on arn:aws:kms:::key/x',
    ],
  ])('is found: %s', (_, statement, permission) => {
    expect(widePermissions(granting(bookOf(template), 'staff', statement))).toContain(permission);
  });
});

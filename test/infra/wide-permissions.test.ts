import type { PolicyBook, Statement } from '../../local/permissions/policy-book';
import type { Template } from '../../local/permissions/template';
import { bookOf, granting } from './resource-arns';
import { sampleStack } from './sample-stack';

jest.setTimeout(180_000);

/** Statements that allow something on everything, or everything of a service, each with its reason. */
const reasons: readonly { readonly right: RegExp; readonly because: string }[] = [
  {
    right: /^machine [\w-]+ logs:(\w+LogDelivery|ListLogDeliveries|PutResourcePolicy|Describe\w+) on \*$/,
    because: 'Delivering logs of state machines: these actions know no resource.',
  },
  {
    right: /^store-shop-database ec2:\w+(NetworkInterfaces?|Subnets|PrivateIpAddresses) on \*$/,
    because: 'Joining a network, when the deployment names one: Lambda asks for it on all.',
  },
  {
    right: /^arn:aws:kms:.* kms:\* on \*$/,
    because: 'The policy of the key itself: it leaves the decision to the roles of the account.',
  },
  {
    right: /^arn:aws:kms:.* kms:(GenerateDataKey|Decrypt) on \*$/,
    because:
      'SES telling of bounces, in the policy of the key itself: held to its configuration set and to topics.',
  },
];

let template: Template;

beforeAll(async () => {
  const network = { subnetIds: ['subnet-0123abcd'], securityGroupIds: ['sg-0123abcd'] };
  template = (await sampleStack({ storeNetworks: { 'shop-database': network } })).template;
});

/** Every allowance with a bare `*`, as `holder action on resource`. */
function wideRights(book: PolicyBook): string[] {
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
  return [...wide, ...open].map((right) => `${holder} ${right}`);
}

describe('a right to everything', () => {
  it('is on the short list, with its reason', () => {
    const unexplained = wideRights(bookOf(template)).filter(
      (right) => !reasons.some((reason) => reason.right.test(right)),
    );

    expect(unexplained).toEqual([]);
  });

  it('is on the list only as long as there is one', () => {
    const wide = wideRights(bookOf(template));

    expect(reasons.filter(({ right }) => !wide.some((one) => right.test(one)))).toEqual([]);
  });

  it.each([
    ['on every resource', { Action: 'dynamodb:GetItem', Resource: '*' }, 'staff dynamodb:GetItem on *'],
    ['to every action', { Action: 's3:*', Resource: 'arn:aws:s3:::x/*' }, 'staff s3:* on arn:aws:s3:::x/*'],
    [
      'to some actions',
      { Action: ['kms:Decrypt', 'kms:Get*'], Resource: 'arn:aws:kms:::key/x' },
      'staff kms:Get* on arn:aws:kms:::key/x',
    ],
  ])('is found: %s', (_, statement, right) => {
    expect(wideRights(granting(bookOf(template), 'staff', statement))).toContain(right);
  });
});

import { databaseAddressFault, rdsLogInOf } from '../../functions/domain/rds-log-in';

const host = 'shop.abc123.eu-central-1.rds.amazonaws.com';

describe('the address of a database that is logged in to with IAM', () => {
  it.each([
    `postgres://rightsdesk@${host}:5432/shop`,
    `postgresql://rightsdesk@${host}/shop`,
    'postgres://right_s-desk@shop.cluster-abc123.us-east-1.rds.amazonaws.com:6543/shop',
    `mysql://rightsdesk@${host}/shop`,
    'postgres://rightsdesk@shop.proxy-abc123.us-gov-west-1.rds.amazonaws.com/shop',
  ])('may be %s', (url) => {
    expect(databaseAddressFault(url)).toBeUndefined();
  });

  it.each([
    [`postgres://rightsdesk:hunter2@${host}/shop`, 'holds a password'],
    [`postgres://:hunter2@${host}/shop`, 'holds a password'],
    [`postgres://rightsdesk@${host}/shop?password=hunter2`, 'holds a password'],
    [`postgres://rightsdesk@${host}/shop?user=a&PassWord=hunter2`, 'holds a password'],
    [`postgres://rightsdesk%3Ahunter2@${host}/shop`, 'names no user'],
    [`postgres://hunter2*@${host}/shop`, 'names no user'],
    [`postgres://\${hunter2}@${host}/shop`, 'names no user'],
    [`postgres://${host}/shop`, 'names no user'],
    ['postgres://rightsdesk@hunter2.example.com/shop', 'does not lead to the endpoint'],
    [`postgres://rightsdesk@${host}.hunter2.example/shop`, 'does not lead to the endpoint'],
    ['postgres://rightsdesk@eu-central-1.rds.amazonaws.com/hunter2', 'does not lead to the endpoint'],
    ['postgres://rightsdesk@127.0.0.1/hunter2', 'does not lead to the endpoint'],
    [`postgres://rightsdesk@${host}`, 'names no database'],
    [`postgres://rightsdesk@${host}/shop/hunter2`, 'names no database'],
    [`postgres://rightsdesk@${host}/shop?host=hunter2`, 'holds more than an address'],
    [`postgres://rightsdesk@${host}/shop#hunter2`, 'holds more than an address'],
    [`postgres://rightsdesk@${host}:99999/hunter2`, 'is not the address of a database'],
    ['mysql://rightsdesk@hunter2/shop', 'does not lead to the endpoint'],
    ['http://rightsdesk@hunter2/shop', 'is not the address of a database'],
  ])('may not be %s, and is not repeated', (url, problem) => {
    const fault = databaseAddressFault(url);

    expect(fault?.problem).toContain(problem);
    expect(JSON.stringify(fault)).not.toMatch(/hunter2|rightsdesk@|abc123/);
  });

  it('is read into its parts, with the region that the endpoint names', () => {
    const url = `postgres://rightsdesk@${host}/shop`;

    expect(rdsLogInOf({ url, login: 'iam', resourceId: 'db-ABCDEFGHIJKL01234' })).toEqual({
      host,
      port: 5432,
      user: 'rightsdesk',
      database: 'shop',
      region: 'eu-central-1',
    });
    expect(rdsLogInOf({ url: 'SHOP_DATABASE_URL' })).toBeUndefined();
    expect(rdsLogInOf({})).toBeUndefined();
  });
});

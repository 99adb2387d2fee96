import { DeploySettingsError, readDeploySettings } from '../../infra/deploy-settings';
import { iamConnection } from '../builders/an-iam-store';
import { sqliteShop } from '../journeys/sqlite-shop/sqlite-shop';
import { iamDesk, sampleDesk } from './sample-stack';

const read = (context: Readonly<Record<string, unknown>>) =>
  readDeploySettings((name) => ({ config: sampleDesk, ...context })[name]);

describe('the settings of a deployment', () => {
  it('carry the desk, its map and the laws it follows', () => {
    const { data } = read({});

    expect(data.desk.controller.legalName).toBe("Alma's Lamps GmbH");
    expect(data.map.stores.map(({ storeId }) => storeId)).toContain('profiles');
    expect(Object.keys(data.book.regimes).slice(0, 3).sort()).toEqual(['eu-gdpr', 'uk-gdpr', 'us-ca-ccpa']);
  });

  it('read a connection string from a parameter where the desk file names a variable of a laptop', () => {
    const { data, notes } = read({});

    const store = data.desk.stores.find(({ id }) => id === 'shop-database');
    expect(store?.connection.url).toBe('/rightsdesk/shop-database/url');
    expect(notes.join()).toContain('/rightsdesk/shop-database/url');
  });

  it('keep the log-in with IAM of a store, and say what its database must grant', () => {
    const { data, notes } = read({ config: iamDesk() });

    const store = data.desk.stores.find(({ id }) => id === 'shop-database');
    expect(store?.connection).toEqual(iamConnection);
    expect(notes.join()).toMatch(/shop-database logs in with IAM: .*rds_iam/);
    expect(notes.join()).not.toMatch(/SSM|rightsdesk@/);
  });

  it('name neither an SSM endpoint nor a price for a store in a VPC that logs in with IAM', () => {
    const network = { subnetIds: ['subnet-0a', 'subnet-0b'], securityGroupIds: ['sg-0c'] };

    const notes = read({ config: iamDesk(), storeNetworks: { 'shop-database': network } }).notes.join();

    expect(notes).toMatch(/shop-database is reached in a VPC: it needs no interface endpoint and a gateway/);
    expect(notes).not.toMatch(/SSM|USD/);
  });

  it('refuse a log-in with IAM in a region without known certificates, and name the alternative', () => {
    expect(() => read({ config: iamDesk('ca-west-1') })).toThrow(DeploySettingsError);
    expect(() => read({ config: iamDesk('ca-west-1') })).toThrow(/ca-west-1, .*SSM parameter instead/);
  });

  it('warn of links to nowhere', () => {
    expect(read({}).warnings.join()).toMatch(/baseUrl is http:\/\/localhost.*PagesUrl/);
  });

  it.each([
    [{ verifySender: 'dns' }, /setting verifySender: .*\. Choose domain/],
    [{ certificateArn: 'my-certificate' }, /setting certificateArn: .*\. Copy the ARN from ACM/],
    [
      { storeNetworks: { profiles: { subnetIds: [] } } },
      /setting storeNetworks\.profiles\.subnetIds: .*subnet-/,
    ],
    [
      { storeNetworks: { nowhere: { subnetIds: ['subnet-0a'], securityGroupIds: ['sg-0b'] } } },
      /setting storeNetworks: nowhere is no store that the desk searches\. Name one of shop-database/,
    ],
  ])('refuse %j, naming the setting and the remedy', (context, message) => {
    expect(() => read(context)).toThrow(DeploySettingsError);
    expect(() => read(context)).toThrow(message);
  });

  it('refuse a certificate of another region, naming both', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b';
    const reading = (region: string | undefined) => () =>
      readDeploySettings((name) => ({ config: sampleDesk, certificateArn })[name], region);

    expect(reading('eu-central-1')).toThrow(/certificateArn: .*is in us-east-1.*deployed to eu-central-1/);
    expect(reading('us-east-1')).not.toThrow();
    expect(reading(undefined)).not.toThrow();
  });

  it('refuse a store that is a file on one machine, and name what can be done instead', () => {
    const shop = sqliteShop();
    shop.database.close();

    expect(() => read({ config: shop.config })).toThrow(DeploySettingsError);
    expect(() => read({ config: shop.config })).toThrow(/stores\[fair\].*npm start.*manual store/);
  });

  it('refuse a desk file that is not there', () => {
    expect(() => read({ config: 'no-such-desk.yaml' })).toThrow(
      /no-such-desk\.yaml.*does not exist.*copy the sample/,
    );
  });

  it.each([
    [
      'postgres',
      'shop-database',
      /interface endpoint for SSM, about 14\.60 USD a month, and a gateway endpoint for S3/,
    ],
    ['dynamodb', 'profiles', /no interface endpoint/],
  ])('say what a %s store in a VPC costs', (_, id, words) => {
    const network = { subnetIds: ['subnet-0a', 'subnet-0b'], securityGroupIds: ['sg-0c'] };

    expect(read({ storeNetworks: { [id]: network } }).notes.join()).toMatch(words);
  });
});

import { kindDefinition } from '../../functions/connectors/store-kinds';
import { aCollection, aStore } from './small-map';

const ACCOUNT = { partition: 'aws', account: '111122223333', region: 'eu-central-1' };

const resources = (kind: string, physical: Readonly<Record<string, unknown>>) =>
  kindDefinition(kind)
    .permissions(aStore(kind, [aCollection('files', ['key'], { physical })]), {}, ACCOUNT)
    .flatMap((permission) => permission.resources);

describe('the permissions of a store function', () => {
  it('cover the beginning of the keys in S3, up to the first identifier', () => {
    const place = { bucket: 'uploads', format: 'objects', prefix: 'by/{number}/' };

    expect(resources('s3', place)).toEqual(['arn:aws:s3:::uploads/by/*', 'arn:aws:s3:::uploads']);
  });

  it.each([{}, { bucket: 'uploads' }, { prefix: 'by/{number}/' }])(
    'grant nothing in S3 if the map does not say where the files are: %j',
    (place) => {
      expect(resources('s3', place)).toEqual([]);
    },
  );

  it('cover a table by its name in DynamoDB, and each of its indexes once', () => {
    const indexes = [{ name: 'byMail', field: 'email' }];

    expect(resources('dynamodb', { table: 'shop', indexes })).toEqual([
      'arn:aws:dynamodb:eu-central-1:111122223333:table/shop',
      'arn:aws:dynamodb:eu-central-1:111122223333:table/shop/index/byMail',
    ]);
  });

  it('cover the parameter with the key of a vendor, and nothing else', () => {
    const store = aStore('http', [aCollection('members', ['id'])]);
    const granted = (secret: string) => kindDefinition('http').permissions(store, { secret }, ACCOUNT);

    expect(granted('/rightsdesk/newsletter/secret')).toEqual([
      {
        actions: ['ssm:GetParameter'],
        resources: ['arn:aws:ssm:eu-central-1:111122223333:parameter/rightsdesk/newsletter/secret'],
      },
    ]);
    expect(granted('NEWSLETTER_KEY')).toEqual([]);
  });

  it('are empty for a manual store', () => {
    expect(resources('manual', {})).toEqual([]);
  });
});

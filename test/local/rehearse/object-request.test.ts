import { objectRequest } from '../../../local/rehearse/metering/object-request';

const ask = (method: string, url: string) => objectRequest({ method, url, sentBytes: 70, gotBytes: 30 });

describe('a request to S3', () => {
  it.each(['PUT', 'POST'])('by %s is a write, and fills the buckets of the desk alone', (method) => {
    expect(ask(method, '/rightsdesk-vault/dsr-1/found.json')).toMatchObject({
      objectWrites: 1,
      objectBytes: 70,
    });
    expect(ask(method, '/shop-files/a.txt?uploadId=1')).toMatchObject({ objectWrites: 1, objectBytes: 0 });
  });

  it.each(['/shop-files?list-type=2', '/shop-files/?versions'])(
    'for %s is a list, which is charged as a write',
    (url) => {
      expect(ask('GET', url)).toEqual({ objectWrites: 1 });
    },
  );

  it('that reads, looks or asks a bucket is a read', () => {
    for (const [method, url] of [
      ['GET', '/b/k'],
      ['HEAD', '/b/k'],
      ['GET', '/b?versioning'],
      ['GET', '/b?object-lock'],
      ['GET', '/b?replication'],
    ] as const)
      expect(ask(method, url)).toMatchObject({ objectReads: 1, bytesOut: 0 });
  });

  it('that deletes is free', () => {
    expect(ask('DELETE', '/b/k?versionId=1')).toEqual({});
  });

  it('by a signed link leaves AWS', () => {
    expect(ask('GET', '/b/k?X-Amz-Signature=00')).toMatchObject({ bytesOut: 30 });
  });

  it('to the bucket of packages also calls KMS', () => {
    expect(ask('PUT', '/rightsdesk-packagesbucket1/k')).toMatchObject({ keyCalls: 1 });
    expect(ask('PUT', '/rightsdesk-vaultbucket1/k')).toMatchObject({ keyCalls: 0 });
  });
});

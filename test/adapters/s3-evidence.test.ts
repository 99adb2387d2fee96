import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { s3Evidence } from '../../functions/adapters/s3-evidence';
import { startS3 } from '../../local/aws/s3-server';
import { evidenceStoreContract } from '../contracts/evidence-store.contract';
import { MemoryEvidence } from '../fakes/memory-evidence';
import { testClock } from '../fakes/test-clock';
import { clientSettings, removeDirectory, temporaryDirectory } from '../local/aws/local-machine';

evidenceStoreContract({
  name: 'in memory',
  open: async () => {
    const evidence = new MemoryEvidence(testClock());
    const overwrite = async (hour: string, anchor: unknown) => evidence.overwrite(hour, anchor);
    return { evidence, overwrite, close: async () => undefined };
  },
});

evidenceStoreContract({
  name: 'S3',
  open: async () => {
    const directory = temporaryDirectory();
    const bucket = 'evidence';
    const server = await startS3({ directory, buckets: [bucket], versioned: [bucket] });
    const s3 = new S3Client(clientSettings(server.endpoint));
    return {
      evidence: s3Evidence({ s3, bucket }),
      overwrite: async (hour, anchor) => {
        const Key = `anchors/${hour.replaceAll('-', '/').replace('T', '/')}.json`;
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: JSON.stringify(anchor) }));
      },
      close: async () => {
        await server.stop();
        removeDirectory(directory);
      },
    };
  },
});

/** An S3 that answers from pages of a listing, and whose clock is off. */
function answering(pages: readonly string[], date = new Date()): S3Client {
  const left = [...pages];
  return new S3Client({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: {
      handle: async () => {
        const body = new TextEncoder().encode(left.shift() ?? '');
        const headers = { date: date.toUTCString(), 'content-type': 'application/xml' };
        return { response: { statusCode: 200, headers, body } };
      },
    },
  });
}

const version = (key: string, id: string, second: number) =>
  `<Version><Key>anchors/2026/03/05/${key}.json</Key><VersionId>${id}</VersionId><LastModified>2026-03-05T12:00:0${second}.000Z</LastModified></Version>`;

describe('a listing of many pages', () => {
  it('gives an anchor whose versions are cut by the end of a page once, with the oldest', async () => {
    const s3 = answering([
      `<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker>${version('10', 'a', 1)}${version('11', 'c', 5)}</ListVersionsResult>`,
      `<ListVersionsResult><IsTruncated>false</IsTruncated>${version('11', 'b', 2)}<DeleteMarker><Key>anchors/2026/03/05/10.json</Key><VersionId>m</VersionId></DeleteMarker><Version><Key>anchors/odd</Key></Version></ListVersionsResult>`,
    ]);
    const all = [];
    for await (const one of s3Evidence({ s3, bucket: 'evidence' }).list()) all.push(one);

    expect(all.map(({ hour, versionId, versions }) => [hour, versionId, versions])).toContainEqual([
      '2026-03-05T11',
      'b',
      2,
    ]);
  });
});

describe('the clock of the storage', () => {
  it.each([
    [0, 0],
    [2 * 3_600_000, 120],
    [-26 * 3_600_000, -26 * 60],
  ])('that is %d ms ahead is told in minutes: %d', async (ahead, minutes) => {
    const page = '<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>';
    const evidence = s3Evidence({ s3: answering([page], new Date(Date.now() + ahead)), bucket: 'evidence' });

    for await (const _ of evidence.list()) throw new Error('nothing is there');

    expect(Math.abs(Math.round(evidence.skewMs() / 60_000) - minutes)).toBeLessThanOrEqual(1);
  });
});

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { s3Packages } from '../../functions/adapters/s3-packages';

/** An S3 that answers nothing but errors. */
const broken = new S3Client({
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  requestHandler: { handle: async () => Promise.reject(new Error('S3 is down')) },
});

describe('a package whose upload fails', () => {
  it('ends the stream, so that nobody goes on writing into it, and says so to whoever waits; nobody who does not is harmed', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown) => unheard.push(error);
    process.on('unhandledRejection', hear);
    const { stream, done } = s3Packages({ s3: broken, bucket: 'b' }).write('dsr-a/answer.zip');

    stream.end('half of it');
    await once(stream, 'close');
    await sleep(20);

    process.off('unhandledRejection', hear);
    expect((stream as unknown as { destroyed: boolean }).destroyed).toBe(true);
    expect(unheard).toEqual([]);
    await expect(done).rejects.toThrow('S3 is down');
  });
});

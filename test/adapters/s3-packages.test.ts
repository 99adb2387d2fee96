import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..', '..');

/**
 * A process that begins a package, on an S3 that answers nothing but errors, and is still busy with something
 * else when the upload fails.
 */
const program = `
const { S3Client } = require('@aws-sdk/client-s3');
const { s3Packages } = require('./functions/adapters/s3-packages');
const s3 = new S3Client({
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  requestHandler: { handle: async () => { throw new Error('S3 is down'); } },
});
const { stream, done } = s3Packages({ s3, bucket: 'b' }).write('dsr-a/answer.zip');
stream.end('half of it');
setTimeout(() => done.catch((error) => console.log('heard: ' + error.message)), 300);
`;

describe('a package whose upload fails', () => {
  it('ends no process, and tells whoever waits for it, however late', async () => {
    const tsx = join(root, 'node_modules', '.bin', 'tsx');

    const { stdout } = await promisify(execFile)(tsx, ['--eval', program], { cwd: root });

    expect(stdout).toContain('heard: S3 is down');
  });
});

/** Serves S3 in a process of its own, so that its processor time is not counted with its callers'. */
import { startS3 } from '../../local/aws/s3-server';

async function main(): Promise<void> {
  const { directory, bucket } = JSON.parse(process.argv[2] ?? '{}') as { directory: string; bucket: string };
  const server = await startS3({ directory, buckets: [bucket] });
  process.once('SIGTERM', () => process.exit(0));
  process.stdout.write(`${server.endpoint}\n`);
}

void main();

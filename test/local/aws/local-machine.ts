import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalAws, LocalAwsOptions } from '../../../local/aws/local-aws';
import { startLocalAws } from '../../../local/aws/local-aws';
import { VirtualClock } from '../../../local/aws/virtual-clock';

/** A local machine in its own directory, with what an SDK client needs to reach it. */
export interface TestMachine extends LocalAws {
  readonly clock: VirtualClock;
  readonly directory: string;
  readonly client: ReturnType<typeof clientSettings>;
}

/** Starts a machine; `end` with {@link TestMachine.stop} and `removeDirectory`. */
export async function startTestMachine(options: Partial<LocalAwsOptions> = {}): Promise<TestMachine> {
  const directory = options.directory ?? temporaryDirectory();
  const clock = new VirtualClock();
  const machine = await startLocalAws({ directory, clock, ...options });
  return { ...machine, clock, directory, client: clientSettings(machine.endpoint) };
}

export function clientSettings(endpoint: string) {
  return {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
    responseChecksumValidation: 'WHEN_REQUIRED' as const,
  };
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'rightsdesk-local-'));
}

export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

/** Ends a test's machine and its files. */
export async function endTestMachine(machine: TestMachine): Promise<void> {
  await machine.stop();
  machine.clock.stop();
  removeDirectory(machine.directory);
}

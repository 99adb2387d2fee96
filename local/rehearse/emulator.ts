import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallRecorder } from './call-recorder';
import { endProgram, runProgram, startProgram } from './run-program';

/** The version of the emulator with which this rehearsal last passed. Third-party: PyPI `ministack`, MIT. */
const VERSION = '1.5.33';
export const MINISTACK = `ministack==${VERSION}`;

export interface Emulator {
  /** The endpoint of every client: the recorder, which is in front of the emulator where TLS would end. */
  readonly endpoint: string;
  /** Where the emulator itself listens, for its own pages. */
  readonly direct: string;
  readonly recorder: CallRecorder;
  readonly stop: () => Promise<void>;
}

/** Installs the emulator into a virtual environment of its own. @returns the program */
export async function installEmulator(directory: string): Promise<string> {
  const venv = join(directory, 'venv');
  await runProgram('python3', ['-m', 'venv', venv]);
  await runProgram(join(venv, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', MINISTACK]);
  return join(venv, 'bin/ministack');
}

/**
 * Starts the emulator on 127.0.0.1 with the recorder in front of it. It checks every call against the
 * policies of its role (`AUTH`) and runs functions in their own Node processes.
 */
export async function startEmulator(
  program: string,
  directory: string,
  ports: EmulatorPorts,
): Promise<Emulator> {
  const direct = `http://127.0.0.1:${ports.emulator}`;
  const recorder = new CallRecorder(new URL(direct));
  const endpoint = await recorder.start(ports.recorder);
  const child = startProgram(program, [], {
    log: join(directory, 'ministack.log'),
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      HOME: directory,
      TMPDIR: directory,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(ports.emulator),
      AUTH: 'true',
      LAMBDA_EXECUTOR: 'local',
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
      LOG_LEVEL: 'INFO',
    },
  });
  const stop = async () => {
    await endProgram(child);
    await recorder.stop();
  };
  try {
    await untilHealthy(direct);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, direct, recorder, stop };
}

/** Puts the recorder in front of an emulator that is already running. */
export async function useEndpoint(direct: string, port: number): Promise<Emulator> {
  const recorder = new CallRecorder(new URL(direct));
  const endpoint = await recorder.start(port);
  return { endpoint, direct, recorder, stop: () => recorder.stop() };
}

/** Whether the emulator and its version are those whose differences this project lists. */
export async function isKnownEmulator(direct: string): Promise<boolean> {
  const answer = await fetch(`${direct}/_ministack/health`).catch(() => undefined);
  if (!answer?.ok) return false;
  const said = (await answer.json().catch(() => ({}))) as { readonly version?: unknown };
  return said.version === VERSION;
}

export interface EmulatorPorts {
  readonly emulator: number;
  readonly recorder: number;
}

async function untilHealthy(direct: string): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    const answer = await fetch(`${direct}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(250);
  }
  throw new Error('the emulator did not start within 30 seconds');
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SendToChroma } from '../../functions/connectors/chroma/chroma-transport';
import { freePort } from '../../local/free-port';

export interface ChromaServer {
  readonly send: SendToChroma;
  stop(): Promise<void>;
}

/** What its own script does; that one names the folder in which the environment was made. */
const RUN = 'import sys; from chromadb.cli.cli import app; sys.exit(app())';

/** Starts the Chroma of a Python environment in a folder of its own, on a free port of 127.0.0.1. */
export async function startChroma(venv: string): Promise<ChromaServer> {
  const folder = mkdtempSync(join(tmpdir(), 'chroma-'));
  const port = await freePort();
  const child = spawn(
    join(venv, 'bin', 'python'),
    ['-c', RUN, 'run', '--path', folder, '--host', '127.0.0.1', '--port', String(port)],
    { stdio: 'ignore', cwd: folder, env: { ...process.env, ANONYMIZED_TELEMETRY: 'False' } },
  );
  const send = sendTo(`http://127.0.0.1:${port}`);
  await answering(child, send);
  return {
    send,
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Over plain HTTP, which the desk itself never uses. */
function sendTo(base: string): SendToChroma {
  return async ({ method, path, body }) => {
    const answer = await fetch(`${base}${path}`, {
      method,
      redirect: 'manual',
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return { status: answer.status, text: await answer.text() };
  };
}

async function answering(child: ChildProcess, send: SendToChroma): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Chroma ended with ${child.exitCode}`);
    const isUp = await send({ method: 'GET', path: '/api/v2/heartbeat' }).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (isUp) return;
    await sleep(100);
  }
  throw new Error('Chroma did not answer within half a minute');
}

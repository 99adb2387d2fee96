import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdFolder } from '../../../local/desk/hold-folder';

let directory: string;
const heldBy = (...who: number[]) => writeFileSync(join(directory, 'running.pid'), who.join(' '));
const kept = () => join(directory, 'register');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'held-'));
  writeFileSync(kept(), 'kept');
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Retries for as long as a short process takes to end. */
async function eventually(act: () => void, tries = 100): Promise<void> {
  try {
    act();
  } catch (error) {
    if (tries === 0) throw error;
    await sleep(20);
    await eventually(act, tries - 1);
  }
}

describe('the folder of a run', () => {
  it.each([false, true])('is not taken from a desk that runs (fresh: %s), and loses nothing', (fresh) => {
    heldBy(process.ppid);

    expect(() => holdFolder(directory, fresh)).toThrow(`process ${process.ppid}`);
    expect(existsSync(kept())).toBe(true);
  });

  it('is free again when the process that held it is gone', () => {
    heldBy(spawnSync(process.execPath, ['--version']).pid);

    holdFolder(directory);

    expect(existsSync(kept())).toBe(true);
  });

  it('is free again when the process that held it was killed and is still a zombie', async () => {
    const neverAsks = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60']);
    const [said] = await once(neverAsks.stdout, 'data');
    const dead = Number(String(said));
    expect(() => process.kill(dead, 0)).not.toThrow();
    heldBy(dead);

    await expect(eventually(() => holdFolder(directory))).resolves.toBeUndefined();
    neverAsks.kill();
  });

  it('is free again when the process id of its holder belongs to another process', () => {
    heldBy(process.ppid, 1);

    expect(() => holdFolder(directory)).not.toThrow();
  });

  it('is emptied for a fresh run', () => {
    holdFolder(directory, true);

    expect(existsSync(kept())).toBe(false);
    expect(existsSync(join(directory, 'running.pid'))).toBe(true);
  });

  it('can be held again by the same process', () => {
    holdFolder(directory);

    expect(() => holdFolder(directory)).not.toThrow();
  });
});

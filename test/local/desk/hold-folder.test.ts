import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdFolder } from '../../../local/desk/hold-folder';

let directory: string;
const heldBy = (pid: number) => writeFileSync(join(directory, 'running.pid'), String(pid));
const kept = () => join(directory, 'register');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'held-'));
  writeFileSync(kept(), 'kept');
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

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

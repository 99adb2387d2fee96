import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const script = join(__dirname, 'two-desks.ts');

describe('desks in one process', () => {
  it('work side by side and one after another, each with its own clock, register and mails', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);

    const taken = { page: 200, status: 'locating', requests: 1, mails: 1 };
    expect(JSON.parse(stdout)).toEqual({
      first: { ...taken, from: '2026-03-05' },
      second: { ...taken, from: '2026-06-08' },
      again: { ...taken, from: '2026-03-05', requests: 2 },
      third: { ...taken, from: '2026-09-07' },
    });
  }, 180_000);
});

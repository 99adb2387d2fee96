import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smallestDesk } from '../config/desk/desk-text';
import { inTemporaryFolder } from './temporary-folder';

const program = join(__dirname, '../../bin/rightsdesk.cjs');

interface Run {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

function run(args: readonly string[], { cwd = __dirname, input = '', env = {} }: Run = {}) {
  return new Promise<{ code: number | null; out: string; errors: string }>((resolve, reject) => {
    const clean = { PATH: process.env.PATH, ...env };
    const child = spawn(process.execPath, [program, ...args], { cwd, env: clean });
    let out = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, errors }));
    child.stdin.end(input);
  });
}

describe('the program rightsdesk', () => {
  it('runs from any folder, without a build', async () => {
    const { code, out } = await run(['--help'], { cwd: '/' });

    expect([code, out.split('\n')[0]]).toEqual([0, 'Usage: rightsdesk [options] [command]']);
  });

  it('reads cases from stdin and ends with 1 when a line was refused', async () => {
    const { code, out } = await run(['deadlines'], { input: '{"id":"x"}\n' });

    expect([code, JSON.parse(out).line]).toEqual([1, 1]);
  });

  it('ends with 2 and one line when the desk file is missing', () =>
    inTemporaryFolder(async (cwd) => {
      const { code, out, errors } = await run(['map', 'check'], { cwd });

      expect(errors).toBe(
        'rightsdesk: rightsdesk.yaml: does not exist. Name the desk file with --config FILE, or copy the sample rightsdesk.yaml.\n',
      );
      expect([code, out]).toEqual([2, '']);
    }));

  it('checks a desk that has only a manual store', () =>
    inTemporaryFolder(async (cwd) => {
      writeFileSync(join(cwd, 'rightsdesk.yaml'), smallestDesk);

      const { code, out } = await run(['map', 'check', '--json'], { cwd });

      expect(JSON.parse(out)).toMatchObject({ ok: true, stores: [{ storeId: 'mailbox', state: 'manual' }] });
      expect(code).toBe(0);
    }));

  it('finds the register of a local run by the file that it wrote, and says so when the run has ended', () =>
    inTemporaryFolder(async (cwd) => {
      writeFileSync(join(cwd, 'rightsdesk.yaml'), smallestDesk);
      mkdirSync(join(cwd, '.rightsdesk'));
      const nowhere = { REGISTER_TABLE: 'register', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' };
      const account = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
      writeFileSync(join(cwd, '.rightsdesk/environment.json'), JSON.stringify({ ...nowhere, ...account }));

      const { code, errors } = await run(['requests'], { cwd, env: { AWS_MAX_ATTEMPTS: '1' } });

      expect(errors).toMatch(
        /^rightsdesk: the register register cannot be read \(Error: .*127\.0\.0\.1:9\).*\n$/,
      );
      expect(code).toBe(2);
    }));

  it('ignores the local run when another register is named', () =>
    inTemporaryFolder(async (cwd) => {
      mkdirSync(join(cwd, '.rightsdesk'));
      writeFileSync(join(cwd, '.rightsdesk/environment.json'), JSON.stringify({ REGISTER_TABLE: 'local' }));

      const { errors } = await run(['requests'], { cwd, env: { AWS_PROFILE: 'production' } });

      expect(errors).toMatch(/REGISTER_TABLE is not set/);
    }));
});

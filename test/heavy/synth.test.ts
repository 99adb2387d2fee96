import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { iamDesk } from '../infra/sample-stack';

jest.setTimeout(300_000);

const run = promisify(execFile);
const root = join(__dirname, '../..');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rightsdesk-synth-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function synth(...context: readonly string[]) {
  const args = ['synth', '--quiet', '--no-color', '--output', join(folder, 'cdk.out'), ...context];
  return run(join(root, 'node_modules/.bin/cdk'), args, { cwd: root });
}

describe('npx cdk synth', () => {
  it('makes the stack of the sample desk, with the desk file beside the code of every function', async () => {
    const { stderr } = await synth();

    const made = join(folder, 'cdk.out');
    expect(stderr).toContain('links in mails lead nowhere');
    expect(readdirSync(made)).toContain('Rightsdesk.template.json');
    for (const name of readdirSync(join(made, 'bundles')))
      expect(readdirSync(join(made, 'bundles', name)).sort()).toEqual(['desk.json', 'index.js']);
  });

  it('puts the RDS authorities beside the store code if a store logs in with IAM, and gives no price', async () => {
    const { stderr } = await synth('-c', `config=${iamDesk()}`);

    const files = readdirSync(join(folder, 'cdk.out/bundles/store')).sort();
    expect(files).toEqual(['desk.json', 'index.js', 'rds-eu-central-1.pem']);
    expect(stderr).toMatch(/shop-database logs in with IAM/);
    expect(stderr).not.toMatch(/SSM|USD|rightsdesk@/);
  });

  it('gives a template in which cfn-lint finds no error', async () => {
    const venv = join(folder, 'venv');
    await run('python3', ['-m', 'venv', venv]);
    await run(join(venv, 'bin/pip'), ['install', '--quiet', 'cfn-lint==1.58.0']);
    const template = join(folder, 'cdk.out/Rightsdesk.template.json');

    const linted = await run(join(venv, 'bin/cfn-lint'), ['--non-zero-exit-code', 'error', template]);

    expect(linted.stdout).not.toMatch(/^E\d+/m);
  });

  it('reports an invalid desk file in a sentence, without a stack trace', async () => {
    const refused = synth('-c', 'config=no-such-desk.yaml').catch(
      (error: { stderr: string }) => error.stderr,
    );

    expect(await refused).toMatch(/no-such-desk\.yaml: does not exist|does not exist/);
    expect(await refused).not.toMatch(/\n\s+at /);
  });
});

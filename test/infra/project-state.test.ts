import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inputsIn, projectState } from './project-state';
import { sharedBundles } from './shared-bundles';

jest.setTimeout(180_000);

const root = join(__dirname, '../..');
const tomorrow = Date.now() + 86_400_000;

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'project-'));
  write('functions/domain/rights.ts', 'one');
  write('node_modules/.package-lock.json', '{}');
});

afterEach(() => rmSync(project, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

describe('the state of the project', () => {
  it.each([
    ['a file of the functions changes', 'functions/domain/rights.ts'],
    ['a file is added', 'functions/domain/lefts.ts'],
    ['a folder is added', 'laws/new.yaml'],
    ['the desk file changes', 'rightsdesk.yaml'],
    ['another version is to be installed', 'package-lock.json'],
    ['another version is installed', 'node_modules/.package-lock.json'],
    ['what builds the stack for the tests changes', 'test/infra/build-sample-stack.ts'],
  ])('is another when %s', (_, path) => {
    const before = projectState(project, tomorrow);
    write(path, 'two');

    expect(projectState(project, tomorrow)).not.toBe(before);
  });

  it.each(['test/infra/nag.test.ts', 'test/words/a.test.ts', 'docs/limits.md', '.git/HEAD'])(
    'is the same when %s changes, of which nothing is built',
    (path) => {
      const before = projectState(project, tomorrow);
      write(path, 'two');

      expect(projectState(project, tomorrow)).toBe(before);
    },
  );

  it('is another for other settings of the CDK', () => {
    const before = projectState(project, tomorrow);
    process.env.CDK_CONTEXT_JSON = '{}';
    const after = projectState(project, tomorrow);
    delete process.env.CDK_CONTEXT_JSON;

    expect(after).not.toBe(before);
  });

  it('is one of this process alone when a file changed after the process began', () => {
    const known = projectState(project, tomorrow);

    expect(projectState(project, Date.now() - 60_000)).toMatch(new RegExp(`^${known}-${process.pid}-\\d+$`));
  });

  it('covers every file of the project that a bundle holds', async () => {
    const { sources } = await sharedBundles();
    const held = new Set([...sources.values()].flatMap((of) => Object.keys(of)));
    const ours = [...held].filter((file) => !file.includes('node_modules/'));
    const covered = new Set(inputsIn(root));

    expect(ours.length).toBeGreaterThan(300);
    expect(ours.filter((file) => !covered.has(file))).toEqual([]);
  });
});

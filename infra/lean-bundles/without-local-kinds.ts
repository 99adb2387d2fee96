import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * An esbuild plugin that leaves out the connectors of stores that only a desk on the same machine can reach.
 * `deploy-settings.ts` refuses a desk that has one.
 */
export const withoutLocalKinds: Plugin = {
  name: 'without-local-kinds',
  setup(build) {
    build.onResolve({ filter: /\/sqlite\/open-sqlite$/ }, () => ({
      path: join(__dirname, 'absent-sqlite.ts'),
    }));
  },
};

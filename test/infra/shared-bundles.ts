import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundles, bundleFunctions } from '../../infra/bundles';
import { projectBuilds } from './build-cache';

interface Written {
  readonly bytes: readonly [string, number][];
  readonly sources: readonly [string, Readonly<Record<string, number>>][];
}

/** The bundles of all functions, built once for all suites and processes: only to be read. */
export async function sharedBundles(): Promise<Bundles> {
  const built = await projectBuilds.folderOf('bundles', async (folder) => {
    const { bytes, sources } = await bundleFunctions(join(folder, 'functions'));
    const written: Written = { bytes: [...bytes], sources: [...sources] };
    writeFileSync(join(folder, 'bundles.json'), JSON.stringify(written));
  });
  const { bytes, sources } = JSON.parse(readFileSync(join(built, 'bundles.json'), 'utf8')) as Written;
  return { folder: join(built, 'functions'), bytes: new Map(bytes), sources: new Map(sources) };
}

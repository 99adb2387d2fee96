import { join, sep } from 'node:path';

const root = join(__dirname, '..', '..');
const packages = join(root, 'node_modules') + sep;

type Modules = Record<string, NodeModule | undefined>;

/** Loads a module by its path from the root of the project, without extension: `local/desk/run-desk`. */
export type LoadModule = <T>(path: string) => T;

/**
 * Loads the project's modules anew, with module-level state of their own: a deployed function builds its
 * clients and reads its settings once, when it is loaded, so two desks in one process cannot share them.
 * Packages are shared. Under Jest, where `require.cache` cannot be changed, the modules are shared as well.
 */
export function ownModules(): LoadModule {
  let own: Modules = {};
  return <T>(path: string): T => {
    const others = takeOut();
    Object.assign(require.cache, own);
    try {
      return require(join(root, path)) as T;
    } finally {
      own = takeOut();
      Object.assign(require.cache, others);
    }
  };
}

/** Loads modules as `require` does: together with those that are loaded already. */
export const sharedModules: LoadModule = <T>(path: string): T => require(join(root, path)) as T;

/** Empties the cache of all modules of the project, and returns them. */
function takeOut(): Modules {
  const files = Object.keys(require.cache).filter(
    (file) => file.startsWith(root) && !file.startsWith(packages),
  );
  const modules = Object.fromEntries(files.map((file) => [file, require.cache[file]]));
  for (const file of files) delete require.cache[file];
  return modules;
}

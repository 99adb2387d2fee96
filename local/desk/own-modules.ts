import { join, relative, sep } from 'node:path';

const root = join(__dirname, '..', '..');
const packages = join(root, 'node_modules') + sep;

type Modules = Record<string, NodeModule | undefined>;

/** Loads a module by its path from the root of the project, without extension: `local/desk/run-desk`. */
export type LoadModule = <T>(path: string) => T;

/** What is built once, when it is loaded, for one desk: handlers and adapters, and what runs them here. */
const OF_ONE_DESK = /\.handler\.ts$|^(functions\/(adapters|stores)|local\/desk)\//;

/**
 * Loads the modules that belong to one desk anew: a deployed function builds its clients and reads its
 * settings once, when it is loaded, so two desks in one process cannot share them. Rules, pages and packages
 * hold no such state, and are shared.
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

/** Loads modules as `require` does, shared with those that are already loaded. */
export const sharedModules: LoadModule = <T>(path: string): T => require(join(root, path)) as T;

/** Each `AsyncLocalStorage` in use slows down every promise of the process, so all desks share them. */
const OF_ALL_DESKS = /^(functions\/adapters\/call-context|local\/desk\/desk-environment)\.ts$/;

function isOfOneDesk(file: string): boolean {
  if (!file.startsWith(root) || file.startsWith(packages)) return false;
  const path = relative(root, file).split(sep).join('/');
  return OF_ONE_DESK.test(path) && !OF_ALL_DESKS.test(path);
}

/** Takes the modules that belong to one desk out of the cache, and returns them. */
function takeOut(): Modules {
  const files = Object.keys(require.cache).filter(isOfOneDesk);
  const modules = Object.fromEntries(files.map((file) => [file, require.cache[file]]));
  for (const file of files) delete require.cache[file];
  // A module's children are kept with it: each desk would stay with all it made.
  module.children = module.children.filter(({ id }) => !isOfOneDesk(id));
  return modules;
}

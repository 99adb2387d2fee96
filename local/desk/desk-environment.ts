import { AsyncLocalStorage } from 'node:async_hooks';

/** Runs something with the environment of one desk. */
export type InEnvironment = <T>(work: () => T) => T;

const environments = new AsyncLocalStorage<Readonly<Record<string, string>>>();

let overlay: NodeJS.ProcessEnv | undefined;

/**
 * Gives the code of one desk its own `process.env`, until all that it started has ended. Functions and the
 * AWS SDK read some variables only when they are first used, by which time another desk of the same process
 * may have set them.
 */
export function inEnvironment(environment: Readonly<Record<string, string>>): InEnvironment {
  overlayProcessEnv();
  return (work) => environments.run(environment, work);
}

function overlayProcessEnv(): void {
  if (process.env === overlay) return;
  overlay = new Proxy(process.env, {
    get: (target, name) =>
      (typeof name === 'string' && environments.getStore()?.[name]) || Reflect.get(target, name),
    // On the object itself, because Node rejects a property that a proxy defines.
    set: (target, name, value) => Reflect.set(target, name, value),
  });
  process.env = overlay;
}

/** The same parts, with every method running in the environment, whoever calls it. */
export function partsIn<T extends object>(inEnvironment: InEnvironment, parts: T): T {
  const entries = inEnvironment(() => Object.entries(parts));
  return Object.fromEntries(
    entries.map(([name, part]) => [name, isAdapter(part) ? methodsIn(inEnvironment, part) : part]),
  ) as T;
}

function isAdapter(part: unknown): part is object {
  return (
    typeof part === 'object' &&
    part !== null &&
    Object.values(part).some((value) => typeof value === 'function')
  );
}

function methodsIn<T extends object>(inEnvironment: InEnvironment, part: T): T {
  return new Proxy(part, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) =>
        inEnvironment(() => iteratedIn(inEnvironment, value.apply(target, given)));
    },
  });
}

/** An async generator continues with each call of `next`. */
function iteratedIn(inEnvironment: InEnvironment, result: unknown): unknown {
  const isGenerator = typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
  return isGenerator ? methodsIn(inEnvironment, result) : result;
}

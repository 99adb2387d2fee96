/** Maximum of cached results; then the cache is cleared, so that a long-lived process stays small. */
const MAX_ENTRIES = 5_000;

/**
 * The same pure function with a cache. A sweep computes the same few dates of the same requests repeatedly,
 * and dates are its most expensive work. Calls are marked `@__PURE__`, or every bundle would keep what it
 * does not use.
 *
 * @param workOut - takes texts and numbers, depends on nothing else, and returns an immutable value; what it
 * throws is not cached
 */
export function memoised<Pure extends (...args: never[]) => unknown>(workOut: Pure): Pure {
  const known = new Map<string, unknown>();
  return ((...args: never[]) => {
    const key = args.join('\n');
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = workOut(...args);
    if (known.size >= MAX_ENTRIES) known.clear();
    known.set(key, answer);
    return answer;
  }) as Pure;
}

/**
 * As {@link memoised}, for results that also depend on an immutable object, such as a law book; the cache
 * ends with that object.
 */
export function memoisedBy<On extends object, Pure extends (...args: never[]) => unknown>(
  workOutOf: (on: On) => Pure,
): (on: On) => Pure {
  const byObject = new WeakMap<On, Pure>();
  return (on) => {
    const known = byObject.get(on) ?? memoised(workOutOf(on));
    byObject.set(on, known);
    return known;
  };
}

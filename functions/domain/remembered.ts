/** Beyond this many answers all are forgotten: a process that lives long stays small. */
const MOST = 5_000;

/**
 * The same pure function, which works out each answer once. A sweep asks for the same few dates of the same
 * requests again and again, and dates are its most
 * expensive work. Calls are marked `@__PURE__`, or every bundle would keep what it does not use.
 *
 * @param workOut - takes texts and numbers, depends on nothing else, and gives what nobody changes; what it
 * throws is not remembered
 */
export function remembered<Pure extends (...args: never[]) => unknown>(workOut: Pure): Pure {
  const known = new Map<string, unknown>();
  return ((...args: never[]) => {
    const key = args.join('\n');
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = workOut(...args);
    if (known.size >= MOST) known.clear();
    known.set(key, answer);
    return answer;
  }) as Pure;
}

/**
 * As {@link remembered}, of what also depends on an object that never changes, such as a law book: forgotten
 * with it.
 */
export function rememberedOf<On extends object, Pure extends (...args: never[]) => unknown>(
  workOutOf: (on: On) => Pure,
): (on: On) => Pure {
  const byObject = new WeakMap<On, Pure>();
  return (on) => {
    const known = byObject.get(on) ?? remembered(workOutOf(on));
    byObject.set(on, known);
    return known;
  };
}

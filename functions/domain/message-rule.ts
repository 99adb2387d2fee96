/**
 * How to tell whose each message of a list is, where several people write into one field: a message is the
 * person's if its author is one of these, or is what another field of the same row holds.
 */
export interface MessageRule {
  /** The key of a message that names its author; dots lead into it. */
  readonly author: string;
  /** Authors that stand for the person to whom the row belongs: `customer`. */
  readonly theirs?: readonly string[];
  /** The field of the row that holds the author who is that person. */
  readonly theirsIn?: string;
}

/** Messages of a list, apart by whether the person wrote them. Of what has no such author nobody knows it. */
export function messagesByAuthor<T>(
  { author, theirs = [] }: MessageRule,
  messages: readonly T[],
  own: string | undefined,
): { readonly theirs: readonly T[]; readonly others: readonly T[] } {
  const names = new Set([...theirs, ...(own ? [own] : [])]);
  const isTheirs = (message: T) => {
    const by = author.split('.').reduce<unknown>(inside, message);
    return (typeof by === 'string' || typeof by === 'number') && names.has(String(by));
  };
  return { theirs: messages.filter(isTheirs), others: messages.filter((one) => !isTheirs(one)) };
}

function inside(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[step];
}

import type { UnreadPlace } from '../../domain/finding';
import { asciiLowerCase, folded } from '../../domain/identity-values';
import { percentDecoded } from './percent-decoded';
import { identifiersIn, type KnownValues, type ObjectsPlace, type S3Place } from './s3-place';
import { type Buckets, listStored } from './s3-versions';

const KEYS_PER_LIST = 1_000;
/** Behind every key that begins alike. */
const LAST_CHARACTER = '\u{10ffff}';

/**
 * Whether a key holds a text as a whole part, between characters that are neither letters nor digits: 12 is
 * never found in 123.
 */
export function isPartOf(key: string, value: string): boolean {
  for (let at = key.indexOf(value); at >= 0; at = key.indexOf(value, at + 1)) {
    if (!endsInSign(key.slice(0, at)) || !beginsWithSign(key.slice(at + value.length))) continue;
    return true;
  }
  return false;
}

function endsInSign(text: string): boolean {
  return !/[\p{L}\p{N}]$/u.test(text);
}

function beginsWithSign(text: string): boolean {
  return !/^[\p{L}\p{N}]/u.test(text);
}

/** Keys are often written as parts of an address on the web: `ada%40example.com`. */
function isNamedIn(key: string, value: string): boolean {
  if (!value.includes('@')) return isPartOf(key, value);
  return isPartOf(asciiLowerCase(percentDecoded(key)), asciiLowerCase(value));
}

/** Signs before the `@` as most providers allow them, and a domain whose last part is no number. */
const ADDRESS = /^[^\s@()<>,;:"]+@(?:[\p{L}\p{N}-]+\.)+(?:\p{L}{2,}|xn--[a-z0-9-]+)$/iu;

/**
 * Whether a name in a key is no address itself, and holds one that is known: a copy (`ada@example.com (1)`),
 * or another way of writing it.
 */
export function isWrittenOtherwise(
  { collection }: ObjectsPlace,
  identifiers: Readonly<Record<string, string>>,
  known: KnownValues,
): boolean {
  const addresses = collection.fields.filter(({ identity }) => identity === 'email');
  return addresses.some(({ name }) => {
    const text = percentDecoded(identifiers[name] ?? '');
    const isOwn = (value: string) =>
      ADDRESS.test(text) ? folded('email', text) === folded('email', value) : isNamedIn(text, value);
    return known.get(name)?.some(isOwn) ?? false;
  });
}

/** Reports objects that no collection claims and whose keys hold all known values. */
export function namedUnclaimedObjects(
  place: ObjectsPlace,
  keys: readonly string[],
  { known, others }: { readonly known: KnownValues; readonly others: readonly S3Place[] },
): UnreadPlace[] {
  const values = [...known.values()];
  return keys
    .filter((key) => !isOthers(place, key, others))
    .filter((key) => values.every((some) => some.some((value) => isNamedIn(key, value))))
    .map((key) => ({ collection: place.collection.name, place: key, reason: 'unclaimed' }));
}

/**
 * Objects next to those of the person: `cards/12.json.bak` and `cards/12/x` next to `cards/12.json`,
 * `up/12.zip` next to `up/12/`. Keys that continue with a letter or a digit are another person's and are
 * skipped.
 *
 * @param stem a key of the place as far as the last identifier.
 * @param others all places of the store: what one of them claims is found there.
 */
export async function unclaimedObjects(
  buckets: Buckets,
  place: ObjectsPlace,
  { stem, others }: { readonly stem: string; readonly others: readonly S3Place[] },
): Promise<UnreadPlace[]> {
  const { bucket, collection, prefix } = place;
  const isOwn = prefix.texts.at(-1) === '/' ? /^[\p{L}\p{N}/]/u : /^[\p{L}\p{N}]/u;
  const found: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const listed = await listStored(buckets, { bucket, prefix: stem, after, limit: KEYS_PER_LIST });
    const keys = listed.objects.filter(({ versions }) => versions.length > 0).map(({ key }) => key);
    found.push(...keys.filter((key) => !isOwn.test(key.slice(stem.length))));
    const last = listed.objects.at(-1)?.key;
    more = listed.more && last !== undefined;
    after = last === undefined ? undefined : leap(stem, last, isOwn);
  }
  return found
    .filter((key) => !isClaimed(place, key, { stem, others }))
    .map((key) => ({ collection: collection.name, place: key, reason: 'unclaimed' }));
}

/** The first key after all those that continue like the last one, where these are another person's. */
function leap(stem: string, last: string, isOwn: RegExp): string {
  const [sign = ''] = last.slice(stem.length);
  if (!isOwn.test(sign)) return last;
  const [end = sign] = ['9', 'Z', 'z'].filter((one) => sign !== '/' && sign <= one);
  return `${stem}${end}${LAST_CHARACTER}`;
}

/**
 * Of this person, or of another whose address continues where this one ends; or described by another
 * collection.
 */
function isClaimed(
  place: ObjectsPlace,
  key: string,
  { stem, others }: { readonly stem: string; readonly others: readonly S3Place[] },
): boolean {
  const own = identifiersIn(place, key);
  const rest = key.slice(stem.length);
  if (own !== undefined && rest.startsWith(place.prefix.texts.at(-1) ?? '')) return true;
  if (own !== undefined && stem.includes('@') && /^[.-][\p{L}\p{N}]/u.test(rest)) return true;
  return isOthers(place, key, others);
}

function isOthers(place: ObjectsPlace, key: string, others: readonly S3Place[]): boolean {
  return others.some(
    (other) =>
      other.bucket === place.bucket &&
      other.collection !== place.collection &&
      (other.format === 'objects' ? identifiersIn(other, key) !== undefined : key.startsWith(other.prefix)),
  );
}

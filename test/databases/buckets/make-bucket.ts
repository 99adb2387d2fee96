import { type Random, random } from '../random';
import { meanwhileIn } from './meanwhile';
import { asker, type BucketCase, type Resident, type Shelf } from './model';
import { shelvesOf } from './shelves';
import { Writer } from './writer';

const names = ['Ida Falk', 'Ben Moor', 'Mia Holm', 'Ada Lind'];
/** Numbers with the same beginning, to catch one being taken for another. */
const numbers = ['N-1', 'N-12', 'N-123', 'n-1'];

/**
 * The bucket of a seed, always the same.
 *
 * @param without parts of the case to leave out; the others stay as they are.
 */
export function makeBucket(seed: number, without: ReadonlySet<string> = new Set()): BucketCase {
  const drawsOf = (name: string) => random(seed, name);
  const wanted = (part: string, share: number) => drawsOf(`has ${part}`).chance(share) && !without.has(part);
  const versioning = wanted('versions', 0.45)
    ? drawsOf('versioning').weighed({ Enabled: 5, Suspended: 1 })
    : undefined;
  const people = peopleOf(drawsOf('people'), wanted, without);
  const shelves = shelvesOf({ wanted, drawsOf, isVersioned: versioning !== undefined });
  const onServer = versioning === undefined && wanted('server', 0.35);
  const traits = {
    mayBeSpoilt: wanted('spoilt', 0.5),
    mayBeLocked: versioning === 'Enabled' && wanted('locks', 0.25),
    mayBeArchived: !onServer && wanted('archived', 0.1),
    reusesIds: wanted('reused-ids', 0.06),
    repeats: wanted('repeats', 0.4),
    twins: wanted('twin-accounts', 0.02),
  };
  const writer = new Writer({ people, traits, versioning, onServer });
  for (const shelf of shelves) writer.fill(drawsOf(`content of ${shelf.name}`), shelf);
  if (wanted('beside', 0.5)) writer.besides(drawsOf('beside'));
  const versions = writer.written.filter(({ key }) => !without.has(`key:${key}`));
  const meanwhile = wanted('meanwhile', 0.12)
    ? meanwhileIn(drawsOf('meanwhile'), { versions, shelves, people })
    : undefined;
  const doubts = [
    ...writer.doubts,
    ...(meanwhile ? [meanwhile.name] : []),
    ...shelves.flatMap(({ name, treatment, second }) => [
      ...(treatment === 'undecided' ? [`undecided:${name}`] : []),
      ...(second === 'unmarked' ? [`two-identities:${name}`] : []),
    ]),
  ];
  return {
    seed,
    right: drawsOf('right').chance(0.65) ? 'erasure' : 'access',
    says: drawsOf('says').weighed({ others: 4, theirs: 2, unclear: 1 }),
    people,
    shelves,
    ...(versioning ? { versioning } : {}),
    onServer,
    versions,
    isNumberKnown: isNumberKnown(versions, shelves),
    ...(meanwhile ? { meanwhile } : {}),
    doubts,
    parts: [
      ...people.slice(1).map(({ n }) => `person-${n}`),
      ...shelves.slice(1).map(({ name }) => name),
      ...(versioning ? ['versions'] : []),
      ...[
        'server',
        'spoilt',
        'locks',
        'archived',
        'reused-ids',
        'repeats',
        'capitals',
        'beside',
        'meanwhile',
      ],
      ...new Set(versions.map(({ key }) => `key:${key}`)),
    ],
  };
}

function peopleOf(
  r: Random,
  wanted: (part: string, share: number) => boolean,
  without: ReadonlySet<string>,
): Resident[] {
  const capitals = wanted('capitals', 0.4);
  const many = r.int(2, names.length);
  return names.slice(0, many).flatMap((name, n): Resident[] => {
    const email = `${name.toLowerCase().replace(' ', '.')}@example.com`;
    const isSpelled = r.chance(0.6) && capitals;
    const tenant = r.pick(['a', 'ab', 'b']);
    if (n !== asker && without.has(`person-${n}`)) return [];
    const spelled = isSpelled ? `${name.replace(' ', '.')}@Example.com` : email;
    return [{ n, name, email, spelled, number: numbers[n] ?? '', tenant }];
  });
}

/** The number is known only from an account whose line is readable and whose owner is not in doubt. */
function isNumberKnown(versions: BucketCase['versions'], shelves: readonly Shelf[]): boolean {
  const [accounts] = shelves;
  return versions.some(
    ({ shelf, spoilt, lines = [] }) =>
      shelf === accounts && !spoilt && lines.some(({ owner, isReadable }) => owner === asker && isReadable),
  );
}

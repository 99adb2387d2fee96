import type { FirstCollection, FirstMap } from '../../functions/config/first-map/first-map';
import type { AnswerKey, Role } from './answer-key';

/** How many answers a draft has right, left open, and wrong. */
export interface Share {
  readonly right: number;
  readonly open: number;
  readonly wrong: readonly string[];
}

export interface Measured {
  /** About people, or about nobody. */
  readonly tables: Share;
  readonly references: Share;
  /** Of tables about people: one person a row, hanging on people, or shared. */
  readonly owners: Share;
  readonly categories: Share;
  /** Wrong guesses that would give out, miss or destroy something if nobody reviewed them. */
  readonly unsafe: readonly string[];
}

export function measureDraft(map: FirstMap, key: AnswerKey): Measured {
  return {
    tables: share(map.collections, (one) => tableVerdict(one, key)),
    references: referenceShare(map, key),
    owners: share(
      map.collections.filter(({ name }) =>
        rolesOf(name, key).some((role) => role !== 'nobody' && role !== 'unclear'),
      ),
      (one) => ownerVerdict(one, key),
    ),
    categories: categoryShare(map, key),
    unsafe: unsafeGuesses(map, key),
  };
}

type Verdict = 'right' | 'open' | string;

function share<T>(all: readonly T[], verdictOf: (one: T) => Verdict): Share {
  const verdicts = all.map(verdictOf);
  return {
    right: verdicts.filter((one) => one === 'right').length,
    open: verdicts.filter((one) => one === 'open').length,
    wrong: verdicts.filter((one) => one !== 'right' && one !== 'open'),
  };
}

/** Every role that the key accepts; none where it does not know the table, which is an error of the key. */
export function rolesOf(name: string, key: AnswerKey): Role[] {
  const roles = (['own', 'theirs', 'shared', 'nobody'] as const).filter((role) => key[role].includes(name));
  const open: Role[] = key.open?.includes(name) ? ['unclear'] : [];
  const all = [...roles, ...open, ...(key.either?.[name] ?? [])];
  if (all.length === 0) throw new Error(`the answer key does not know ${name}`);
  return all;
}

function tableVerdict({ name, role }: FirstCollection, key: AnswerKey): Verdict {
  const accepted = rolesOf(name, key);
  if (accepted.includes(role)) return 'right';
  if (role === 'unclear') return 'open';
  const isAboutNobody = role === 'nobody';
  return accepted.some((one) => (one === 'nobody') === isAboutNobody && one !== 'unclear')
    ? 'right'
    : `${name}: ${role}`;
}

function ownerVerdict({ name, role }: FirstCollection, key: AnswerKey): Verdict {
  if (rolesOf(name, key).includes(role)) return 'right';
  return role === 'unclear' ? 'open' : `${name}: ${role}`;
}

export function writtenReferences({ collections }: FirstMap): string[] {
  return collections.flatMap(({ name, fields }) =>
    fields.flatMap((field) =>
      field.references.map(
        (to) => `${name}.${field.name} ${to.direction === 'from' ? '>' : '<'} ${to.collection}.${to.field}`,
      ),
    ),
  );
}

function referenceShare(map: FirstMap, key: AnswerKey): Share {
  const written = new Set(writtenReferences(map));
  const found = key.references.filter((one) => written.has(one));
  const wrong = [...written].filter((one) => !key.references.includes(one) && !key.actors.includes(one));
  return { right: found.length, open: key.references.length - found.length, wrong };
}

/** Right is the same category, or one level wider or finer. */
function isSame(drafted: string, expected: string): boolean {
  const [a, b] = [drafted.split('.'), expected.split('.')];
  const common = Math.min(a.length, b.length);
  return common >= 2 && a.slice(0, common).join('.') === b.slice(0, common).join('.');
}

function categoryShare(map: FirstMap, key: AnswerKey): Share {
  const asked = Object.entries(key.categories).flatMap(([table, fields]) =>
    Object.entries(fields).map(([field, expected]) => ({ table, field, expected })),
  );
  return share(asked, ({ table, field, expected }) => {
    const collection = map.collections.find(({ name }) => name === table);
    const drafted = collection?.fields.find(({ name }) => name === field)?.category;
    if (drafted === undefined || drafted === 'user') return 'open';
    return [expected].flat().some((one) => isSame(drafted, one)) ? 'right' : `${table}.${field}: ${drafted}`;
  });
}

function unsafeGuesses(map: FirstMap, key: AnswerKey): string[] {
  return map.collections
    .flatMap((one) => {
      const accepted = rolesOf(one.name, key);
      const own = (fields: readonly string[]) => fields.filter((field) => field.startsWith(`${one.name}.`));
      const isSearched = one.role !== 'nobody' && one.role !== 'unclear';
      const field = (path: string) => one.fields.find(({ name }) => `${one.name}.${name}` === path);
      return [
        ...(one.role === 'nobody' && !accepted.includes('nobody') ? [`${one.name} is never searched`] : []),
        ...(one.role === 'own' && !accepted.includes('own')
          ? [`${one.name} teaches other people's addresses`]
          : []),
        ...(one.onErasure !== undefined && !key.mayDestroy.includes(one.name)
          ? [`${one.name} may be destroyed`]
          : []),
        ...one.fields
          .filter(
            ({ name, identity }) => identity !== undefined && !key.identities.includes(`${one.name}.${name}`),
          )
          .map(({ name }) => `${one.name}.${name} finds other people's rows`),
        ...own(key.secrets)
          .filter((path) => isSearched && !field(path)?.category?.startsWith('user.authorization'))
          .map((path) => `${path} is shown`),
        ...own(key.somebodyElses)
          .filter((path) => isSearched && !field(path)?.isSomebodyElses)
          .map((path) => `${path} is shown to somebody else`),
      ];
    })
    .concat(referenceShare(map, key).wrong.map((one) => `${one} leads to other people's rows`));
}

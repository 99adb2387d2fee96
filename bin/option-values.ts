import { InvalidArgumentError, Option } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { type DataMap, type IdentityKind, kindsOf, knownKinds } from '../functions/domain/data-map';
import type { Identities } from '../functions/domain/finding';
import { isIdentifying } from '../functions/domain/identity-values';
import { isRight, lawTerms, type Right, rights } from '../functions/domain/rights';
import { CommandError } from './console';

/** A right that searches for records. Also accepts the statutes' own words (`deletion`, `know`). */
export function rightNamed(word: string): Right {
  const right = Object.hasOwn(lawTerms, word) ? lawTerms[word] : word;
  if (right === undefined || !isRight(right))
    throw new InvalidArgumentError(`Choose access, portability or erasure.`);
  if (rights[right].carriedOut === 'export' || rights[right].carriedOut === 'erasure') return right;
  throw new InvalidArgumentError(
    `${right} is not carried out on records. Choose access, portability or erasure.`,
  );
}

/**
 * Adds one `kind=value`; several of a kind are allowed. The map may define further kinds, see {@link
 * refuseUnknownKinds}.
 */
export function collectIdentity(pair: string, before: Identities = {}): Identities {
  const [word, ...rest] = pair.split('=');
  const kind: IdentityKind = word ?? '';
  const value = rest.join('=').trim();
  if (rest.length === 0 || !/^[a-z][a-z0-9-]*$/.test(kind))
    throw new InvalidArgumentError(kindsToWrite(knownKinds));
  if (value === '') throw new InvalidArgumentError(`Write a value after ${kind}=.`);
  if (kind === 'email' && !/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(value))
    throw new InvalidArgumentError('Write one address and nothing beside it, such as email=ada@example.com.');
  if (!isIdentifying(kind, value))
    throw new InvalidArgumentError(
      `No store is ever searched for this ${kind}, since it names no one person: it is a placeholder.`,
    );
  return { ...before, [kind]: [...(before[kind] ?? []), value] };
}

/** @throws CommandError when the map does not know the kind of an identity, since no search would use it */
export function refuseUnknownKinds(map: Pick<DataMap, 'identityKinds'>, identities: Identities): void {
  const kinds = kindsOf(map);
  if (Object.keys(identities).some((kind) => !kinds.includes(kind)))
    throw new CommandError(kindsToWrite(kinds));
}

function kindsToWrite(kinds: readonly IdentityKind[]): string {
  return `Write ${kinds.map((kind) => `${kind}=...`).join(', ')}.`;
}

/** `--config`: the desk file. */
export function configOption(): Option {
  return new Option('--config <file>', 'the desk file').default('rightsdesk.yaml', 'rightsdesk.yaml');
}

/** `--json`: output for programs. */
export function jsonOption(words = 'print one JSON document instead of text'): Option {
  return new Option('--json', words);
}

/** A calendar date, `2026-03-05`. */
export function plainDate(text: string): string {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text))
      return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    // The date does not exist: reported below.
  }
  throw new InvalidArgumentError('Write a date such as 2026-03-05.');
}

import { InvalidArgumentError, Option } from 'commander';
import { Temporal } from 'temporal-polyfill';
import type { IdentityKind } from '../functions/domain/data-map';
import type { Identities } from '../functions/domain/locate-plan';
import { isRight, lawTerms, type Right, rights } from '../functions/domain/rights';

/** A right that looks for records; statutes' own words (`deletion`, `know`) are understood. */
export function rightNamed(word: string): Right {
  const right = Object.hasOwn(lawTerms, word) ? lawTerms[word] : word;
  if (right === undefined || !isRight(right))
    throw new InvalidArgumentError(`Choose access, portability or erasure.`);
  if (rights[right].carriedOut === 'export' || rights[right].carriedOut === 'erasure') return right;
  throw new InvalidArgumentError(
    `${right} is not carried out on records. Choose access, portability or erasure.`,
  );
}

const identityKinds: readonly IdentityKind[] = ['email', 'phone', 'customer-number'];

/** Adds one `kind=value`; several of a kind are allowed. */
export function collectIdentity(pair: string, before: Identities = {}): Identities {
  const [word, ...rest] = pair.split('=');
  const kind = identityKinds.find((known) => known === word);
  const value = rest.join('=').trim();
  if (!kind) throw new InvalidArgumentError(`Write ${identityKinds.map((k) => `${k}=...`).join(', ')}.`);
  if (value === '') throw new InvalidArgumentError(`Nothing follows ${kind}=.`);
  return { ...before, [kind]: [...(before[kind] ?? []), value] };
}

/** `--config`: which desk file. */
export function configOption(): Option {
  return new Option('--config <file>', 'the desk file').default('rightsdesk.yaml', 'rightsdesk.yaml');
}

/** `--json`: for machines. */
export function jsonOption(words = 'one JSON document instead of words'): Option {
  return new Option('--json', words);
}

/** A calendar date, `2026-03-05`. */
export function plainDate(text: string): string {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text))
      return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    // The date does not exist: said below.
  }
  throw new InvalidArgumentError('Write a date such as 2026-03-05.');
}

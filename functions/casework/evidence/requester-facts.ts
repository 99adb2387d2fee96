import * as z from 'zod/mini';
import { CorrectionPoint } from '../../domain/correction-point';
import type { IdentityKind } from '../../domain/data-map';
import { type DataSubjectRequest, provenOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { Identities } from '../../domain/finding';
import { allOf, lastOf } from '../../domain/log-entries';
import type { AddressPlace } from '../../domain/questions';

/** What a person told us about themselves; sealed in the log, opened only where it is needed. */
const RequesterFacts = z.object({
  /** Absent for a person who wrote on paper or called and has none. */
  email: z.optional(z.string()),
  /** Where else they can be reached: a postal address or a telephone number. */
  postal: z.optional(z.string()),
  name: z.optional(z.string()),
  message: z.optional(z.string()),
  /** Of a correction by the form. */
  corrections: z.optional(z.array(CorrectionPoint)),
  about: z.optional(z.string()),
  answers: z.optional(z.record(z.string(), z.string())),
  /** Country, or country and state, as they said; nobody checked it. Absent in old logs. */
  livesIn: z.optional(z.string()),
});

export type RequesterFacts = z.infer<typeof RequesterFacts>;

/** By kind: those that every desk knows, and those that a map declares. */
const GivenIdentifiers = z.record(z.string(), z.array(z.string()));

type Deps = Pick<DeskDeps, 'vault'>;

export async function requesterFacts(deps: Deps, request: DataSubjectRequest): Promise<RequesterFacts> {
  const sealed = (lastOf(request.log, 'form-read') ?? request.log[0])?.sealed;
  if (!sealed) throw new Error('the receipt holds no sealed facts');
  const facts = RequesterFacts.parse(await deps.vault.unseal(request.requestId, sealed));
  const given = lastOf(request.log, 'address-given');
  if (!given?.sealed) return facts;
  return { ...facts, email: z.string().parse(await deps.vault.unseal(request.requestId, given.sealed)) };
}

export interface NamedIdentifier extends AddressPlace {
  readonly kind: IdentityKind;
  readonly value: string;
  /** By the code that was mailed there. */
  readonly isProven: boolean;
}

/**
 * What the person added when asked for other identifiers, each with the log entry that named it and its
 * position among those of its kind.
 */
export async function namedIdentifiers(deps: Deps, request: DataSubjectRequest): Promise<NamedIdentifier[]> {
  const all = await Promise.all(
    allOf(request.log, 'identifiers-given').map(async ({ seq: given, sealed }) => {
      if (!sealed) return [];
      const kinds = GivenIdentifiers.parse(await deps.vault.unseal(request.requestId, sealed));
      const proven = provenOf(request, given);
      return Object.entries(kinds).flatMap(([kind, values]) =>
        values.map((value, index) => {
          const isProven = kind === 'email' && proven.has(index);
          return { given, index, kind, value, isProven };
        }),
      );
    }),
  );
  return all.flat();
}

/** The verified address, and what the person added when asked for other identifiers. */
export async function identitiesOf(deps: Deps, request: DataSubjectRequest): Promise<Identities> {
  const { email } = await requesterFacts(deps, request);
  const identities = new Map<string, string[]>([['email', email === undefined ? [] : [email]]]);
  for (const { kind, value } of await namedIdentifiers(deps, request)) {
    identities.set(kind, [...(identities.get(kind) ?? []), value]);
  }
  return { email: [], phone: [], 'customer-number': [], ...Object.fromEntries(identities) };
}

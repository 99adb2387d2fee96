import * as z from 'zod/mini';
import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { Identities } from '../domain/locate-plan';

/** What a person told us about themselves; sealed in the log, opened only where it is needed. */
const RequesterFacts = z.object({
  email: z.string(),
  name: z.optional(z.string()),
  message: z.optional(z.string()),
});

export type RequesterFacts = z.infer<typeof RequesterFacts>;

/** By kind: those that every desk knows, and those that a map declares. */
const GivenIdentifiers = z.record(z.string(), z.array(z.string()));

type Deps = Pick<DeskDeps, 'vault'>;

export async function requesterFacts(deps: Deps, request: DataSubjectRequest): Promise<RequesterFacts> {
  const sealed = request.log[0]?.sealed;
  if (!sealed) throw new Error('the receipt holds no sealed facts');
  return RequesterFacts.parse(await deps.vault.unseal(request.requestId, sealed));
}

/** The verified address, and what the person added when asked for other identifiers. */
export async function identitiesOf(deps: Deps, request: DataSubjectRequest): Promise<Identities> {
  const { email } = await requesterFacts(deps, request);
  const given = await Promise.all(
    allOf(request.log, 'identifiers-given').flatMap((event) =>
      event.sealed ? [deps.vault.unseal(request.requestId, event.sealed)] : [],
    ),
  );
  const identities = new Map<string, string[]>([['email', [email]]]);
  for (const facts of given) {
    for (const [kind, values] of Object.entries(GivenIdentifiers.parse(facts))) {
      identities.set(kind, [...(identities.get(kind) ?? []), ...values]);
    }
  }
  return { email: [], phone: [], 'customer-number': [], ...Object.fromEntries(identities) };
}

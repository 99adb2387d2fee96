import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { ShreddedError } from '../domain/errors';
import { withAsciiDomain } from '../domain/identity-values';
import { requestIdIn } from '../domain/reference';
import type { EnteredForm } from '../domain/request-form';
import { isReview, type Right } from '../domain/rights';
import { namedIdentifiers, requesterFacts } from '../findings/requester-facts';

type Deps = Pick<DeskDeps, 'register' | 'vault'>;

/**
 * The request that a complaint or an appeal is about: by the reference in its field, or in the message, and only for the address that asked then, or that was proven there.
 * Nobody else's words move anything on another person's request. Nothing where there is no such request; whoever asks never learns which of the two it was.
 */
export async function askedAbout(
  deps: Deps,
  form: Pick<EnteredForm, 'email' | 'message' | 'about'>,
): Promise<DataSubjectRequest | undefined> {
  const requestId = referredTo(form);
  const original = requestId === undefined ? undefined : await deps.register.find(requestId);
  if (!original || form.email === undefined) return undefined;
  return (await cameFrom(deps, original, form.email)) ? original : undefined;
}

/**
 * The laws of what a complaint or an appeal is about, where the person does not say again where they live: it is about how these were kept to. Nothing for other requests, and
 * where nobody knows what it is about.
 */
export async function lawsAskedUnder(
  deps: Deps,
  right: Right,
  form: Pick<EnteredForm, 'email' | 'message' | 'about' | 'livesIn'>,
): Promise<string[] | undefined> {
  if (!isReview(right) || form.livesIn !== undefined) return undefined;
  const about = await askedAbout(deps, form);
  return about && [...about.received.regimes];
}

/** Id behind the reference that the person gave, whether or not it is theirs. */
export function referredTo({ about, message }: Pick<EnteredForm, 'message' | 'about'>): string | undefined {
  return requestIdIn(about ?? '') ?? requestIdIn(message ?? '');
}

/** Whether a request came from this address, or the person proved there that it is theirs. What cannot be read any more came from nobody. */
export async function cameFrom(deps: Deps, request: DataSubjectRequest, email: string): Promise<boolean> {
  try {
    const { email: asked } = await requesterFacts(deps, request);
    const named = (await namedIdentifiers(deps, request)).filter(({ isProven }) => isProven);
    const theirs = [...(asked === undefined ? [] : [asked]), ...named.map(({ value }) => value)];
    return theirs.some((one) => withAsciiDomain(one) === withAsciiDomain(email));
  } catch (error) {
    if (error instanceof ShreddedError) return false;
    throw error;
  }
}

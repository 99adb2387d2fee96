import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { type LawsByPlace, lawsByPlace } from '../../domain/governing-laws';
import { requestIdIn } from '../../domain/reference';
import type { EnteredForm } from '../../domain/request-form';
import { isReview, type Right } from '../../domain/rights';
import { isFromAddress } from '../evidence/is-from-address';

type Deps = Pick<DeskDeps, 'register' | 'vault'>;

/**
 * The request that a complaint or an appeal is about, by the reference in its field or in the message, and
 * only for the address that asked then or was proven there. A stranger's reference moves nothing in another
 * person's request. `undefined` where there is no such request; the requester never learns which of the two
 * it was.
 */
export async function findReviewedRequest(
  deps: Deps,
  form: Pick<EnteredForm, 'email' | 'message' | 'about'>,
): Promise<DataSubjectRequest | undefined> {
  const requestId = referencedId(form);
  const original = requestId === undefined ? undefined : await deps.register.find(requestId);
  if (!original || form.email === undefined) return undefined;
  return (await isFromAddress(deps, original, form.email)) ? original : undefined;
}

/**
 * The laws of a new request, by where the requester lives. A complaint or an appeal is about how the laws of
 * its original request were kept, so these stay whatever place is given now; where none is given, they are
 * all.
 */
export async function lawsOfNewRequest(
  deps: Deps & Pick<DeskDeps, 'desk' | 'book'>,
  right: Right,
  {
    form,
    receivedAt,
  }: {
    readonly form: Pick<EnteredForm, 'email' | 'message' | 'about' | 'livesIn'>;
    /** Instant. */
    readonly receivedAt: string;
  },
): Promise<LawsByPlace> {
  const from = { livesIn: form.livesIn, receivedAt };
  const about = isReview(right) ? await findReviewedRequest(deps, form) : undefined;
  if (!about) return lawsByPlace(deps, right, from);
  const before = about.received.regimes;
  if (form.livesIn === undefined) return { regimes: [...before] };
  const { regimes, ...more } = lawsByPlace(deps, right, from);
  return { ...more, regimes: [...new Set([...regimes, ...before])] };
}

/** Id behind the reference that the requester gave, whether or not it is theirs. */
export function referencedId({ about, message }: Pick<EnteredForm, 'message' | 'about'>): string | undefined {
  return requestIdIn(about ?? '') ?? requestIdIn(message ?? '');
}

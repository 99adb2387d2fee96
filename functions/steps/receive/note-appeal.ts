import type { DeskDeps } from '../../domain/desk-deps';
import { ShreddedError } from '../../domain/errors';
import { withAsciiDomain } from '../../domain/identity-values';
import { requestIdIn } from '../../domain/reference';
import type { EnteredForm } from '../../domain/request-form';
import { requesterFacts } from '../../findings/requester-facts';

type Deps = Pick<DeskDeps, 'register' | 'vault'>;

/**
 * Tells the request whose reference the person wrote that its answer is appealed against, so that its dates show until when the appeal is answered. Only for the
 * address that asked then: nobody else's words move anything on another person's request. Staff see the reference either way.
 */
export async function noteAppeal(deps: Deps, appealId: string, form: EnteredForm): Promise<void> {
  const requestId = requestIdIn(form.message ?? '');
  const original = requestId === undefined ? undefined : await deps.register.find(requestId);
  if (
    original?.status !== 'closed' ||
    form.email === undefined ||
    !(await cameFrom(deps, original, form.email))
  )
    return;
  await deps.register.append(original.requestId, `appealed-${appealId}`, (now) =>
    now.status === 'closed'
      ? { type: 'appealed', data: { appealId }, actor: { kind: 'requester' } }
      : undefined,
  );
}

async function cameFrom(
  deps: Deps,
  original: NonNullable<Awaited<ReturnType<Deps['register']['find']>>>,
  email: string,
): Promise<boolean> {
  try {
    const { email: asked } = await requesterFacts(deps, original);
    return asked !== undefined && withAsciiDomain(asked) === withAsciiDomain(email);
  } catch (error) {
    if (error instanceof ShreddedError) return false;
    throw error;
  }
}

import type { Context } from 'hono';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { typedFields } from './kept-fields';
import { SignInAgain } from './sign-in-again-view';
import type { StaffDeps } from './staff-deps';

/**
 * Redirects to the sign-in. What was posted is returned in a page first, to be sent after the sign-in. The
 * desk stores none of it.
 */
export async function signInAgain(deps: Pick<StaffDeps, 'desk'>, c: Context): Promise<Response> {
  const signInUrl = `/${LINK_PATHS['sign-in']}`;
  const kept = c.req.method === 'POST' ? typedFields(await readFields(c)) : {};
  if (Object.values(kept).every((text) => text === '')) return c.redirect(signInUrl, 303);
  const form = { action: c.req.path, hidden: { ...kept, csrf: '' } };
  return pageReply(c, SignInAgain({ ...frameOf(deps), signInUrl, form }), { status: 403 });
}

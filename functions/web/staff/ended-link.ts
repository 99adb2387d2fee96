import type { Context } from 'hono';
import { LINK_PATHS } from '../../casework/links/issue-link';
import type { ExpiryReason } from '../../casework/links/open-link';
import { mailFreshLink } from '../../casework/mail/mail-fresh-link';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { StaffMember } from '../../domain/desk';
import type { TokenItem } from '../../domain/desk-items';
import { ShreddedError } from '../../domain/errors';
import { type NextStaffPage, nextStaffPage } from '../../domain/next-staff-page';
import { nicknameOf } from '../../domain/nickname';
import { BrokenLinkPage } from '../broken-link-page';
import { frameOf, pageReply } from '../page-reply';
import type { StateOf } from '../parts/layout';
import { writtenFields } from '../parts/written-text';
import { EndedLink, type EndedLinkFacts } from './ended-link-view';
import type { StaffDeps } from './staff-deps';

/** A link that opens no page: used up, too old, mailed to a former mailbox, its reader gone, or unknown. */
export type Ended =
  | {
      readonly state: 'spent';
      readonly item: TokenItem;
      readonly staff: StaffMember;
      readonly because: ExpiryReason;
    }
  | { readonly state: 'not-yours'; readonly item: TokenItem }
  | { readonly state: 'unknown' };

/** What to say at a link that opens nothing, and how to continue. A GET sends no mail. */
export async function endedLink(
  deps: StaffDeps,
  c: Context,
  ended: Ended,
  { action, written }: { readonly action: string; readonly written: readonly string[] },
): Promise<Response> {
  if (ended.state === 'unknown') return unknownLink(deps, c);
  if (ended.state === 'not-yours') return say(deps, c, ended.item, { state: 'not-yours', written });
  const { item } = ended;
  const { nextPage, what } = await wayOn(deps, ended);
  if (!nextPage) return say(deps, c, item, { state: 'done', what, written });
  const form = { action, hidden: writtenFields(written) };
  return say(deps, c, item, { state: 'spent', because: ended.because, form, written });
}

/**
 * Mails a fresh link for the same request to the same member of staff, to the page where they can continue
 * now.
 */
export async function sendFreshLink(
  deps: StaffDeps,
  c: Context,
  { item, staff }: Extract<Ended, { state: 'spent' }>,
  written: readonly string[],
): Promise<Response> {
  const { request, nextPage, what } = await wayOn(deps, { item, staff });
  if (!request || !nextPage) return say(deps, c, item, { state: 'done', what, written });
  try {
    const sent = await mailFreshLink(deps, request, staff, nextPage);
    if (!sent) return say(deps, c, item, { state: 'too-many', written }, 429);
    return say(deps, c, item, { state: 'sent', linkLife: deps.desk.waits.linkLife, written }, 200);
  } catch (error) {
    if (error instanceof ShreddedError) return say(deps, c, item, { state: 'done', what: 'closed' });
    throw error;
  }
}

/**
 * The same page for every unknown token: it tells a guesser nothing, and shows customers and staff where to
 * go.
 */
export function unknownLink(deps: StaffDeps, c: Context): Response {
  const signInUrl = `/${LINK_PATHS['sign-in']}`;
  return pageReply(c, BrokenLinkPage({ ...frameOf(deps), formUrl: '/', signInUrl }), { status: 404 });
}

interface WayOn {
  readonly request?: DataSubjectRequest;
  readonly nextPage?: NextStaffPage;
  readonly what: Extract<EndedLinkFacts, { state: 'done' }>['what'];
}

async function wayOn(
  deps: StaffDeps,
  { item, staff }: { item: TokenItem; staff: StaffMember },
): Promise<WayOn> {
  const request = await deps.register.find(item.requestId);
  const nextPage = request && nextStaffPage(request, staff, item.subjectId);
  const isAsked = nextPage?.purpose === 'task' && nextPage.subjectId === item.subjectId;
  if (!request || (request.status === 'closed' && !isAsked)) return { what: 'closed' };
  const isTask = item.purpose === 'task';
  if (!nextPage || (isTask && nextPage.subjectId !== item.subjectId))
    return { request, what: isTask ? 'task' : 'waits' };
  return { request, nextPage, what: 'waits' };
}

async function say(
  deps: StaffDeps,
  c: Context,
  item: TokenItem,
  state: StateOf<EndedLinkFacts, 'nickname' | 'listUrl'>,
  status: 200 | 410 | 429 = 410,
): Promise<Response> {
  const nickname = nicknameOf(await deps.register.load(item.requestId));
  const facts = { ...frameOf(deps), nickname, listUrl: '/s', ...state } as EndedLinkFacts;
  return pageReply(c, EndedLink(facts), { status });
}

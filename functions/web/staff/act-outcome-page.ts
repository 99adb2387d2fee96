import type { Context } from 'hono';
import { nicknameOf } from '../../domain/nickname';
import { readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { writtenTexts } from '../parts/written-text';
import { DecisionDone, type DecisionDoneFacts } from './decision-done';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

type What = DecisionDoneFacts['act'];

/** Ways to say that nothing was written down. */
const refusedActs: ReadonlySet<What> = new Set([
  'changed-meanwhile',
  'already-decided',
  'no-longer-lawful',
  'own-request',
  'decided-before',
  'unread',
]);

const retryActs: ReadonlySet<What> = new Set(['changed-meanwhile', 'no-longer-lawful']);

/**
 * What came of an act of staff. Whoever wrote something that was not taken gets it back, to copy.
 *
 * @param words - title and text, where the act is not one of all pages
 */
export async function actOutcomePage(
  deps: Pick<StaffDeps, 'desk'>,
  c: Context,
  { request, action }: Pick<StaffPage, 'request' | 'action'>,
  act: What,
  words?: DecisionDoneFacts['words'],
): Promise<Response> {
  const isPosted = c.req.method === 'POST';
  const written = isPosted && refusedActs.has(act) ? writtenTexts(await readFields(c)) : [];
  const next = nextOf(act, action);
  const about = { ...frameOf(deps), nickname: nicknameOf(request), written, ...(next ? { next } : {}) };
  return pageReply(c, DecisionDone({ ...about, act, words }), { status: statusOf(act, isPosted) });
}

function nextOf(act: What, url: string): DecisionDoneFacts['next'] {
  if (retryActs.has(act)) return { url, label: 'Look again' };
  return act === 'doubt-settled' || act === 'answer-noted' ? { url, label: 'Open the request' } : undefined;
}

function statusOf(act: What, isPosted: boolean): 200 | 400 | 403 {
  if (act === 'own-request' || act === 'decided-before') return 403;
  return isPosted && refusedActs.has(act) ? 400 : 200;
}

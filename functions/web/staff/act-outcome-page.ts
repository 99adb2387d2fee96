import type { Context } from 'hono';
import { nicknameOf } from '../../domain/nickname';
import { readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { writtenTexts } from '../parts/written-text';
import { DecisionDone, type DecisionDoneFacts } from './decision-done';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

type What = DecisionDoneFacts['act'];

/** Outcomes in which nothing was recorded. */
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
 * The page with the outcome of an act. If nothing was recorded, it shows what the reader wrote, to copy.
 *
 * @param words - title and text, for an act that only some pages have
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

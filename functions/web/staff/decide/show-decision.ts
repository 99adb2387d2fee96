import type { Context } from 'hono';
import { cachedObjects } from '../../../casework/evidence/cached-objects';
import { answerStyle } from '../../../documents/answer-style';
import { withParts } from '../../../domain/desk-deps';
import { pageReply } from '../../page-reply';
import { hasErrors } from '../../parts/form-parts';
import type { StaffDeps } from '../staff-deps';
import type { ReturnedForm, StaffPage } from '../staff-page';
import { valuesById } from '../values-by-id';
import { type ShownNote, shownNotes } from './act-result';
import { Decision } from './decision';
import { decisionFacts } from './decision-facts';
import { buildPreview } from './preview';
import { recordViews } from './record-views';

/** The decision page. The log records whose data a reader is about to see before they see it. */
export async function showDecision(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  { asking, again }: { readonly asking: readonly string[]; readonly again: ReturnedForm | undefined },
): Promise<Response> {
  const { request } = page;
  const once = withParts(deps, { objects: cachedObjects(deps.objects) });
  const preview = request.status === 'awaiting-decision' ? await buildPreview(once, request) : undefined;
  const facts = await decisionFacts(once, page, { asking, preview });
  if (request.status === 'awaiting-decision' && c.req.method !== 'HEAD')
    await recordViews(deps, page, preview);
  const note = shownNotes[c.req.query('done') as ShownNote];
  const kept = again ? { values: valuesById(again.values), errors: again.errors } : {};
  const view = Decision({ ...facts, ...kept, ...(note && !again ? { done: note } : {}) });
  const status = hasErrors(again?.errors) ? 400 : 200;
  return pageReply(c, view, { status, moreStyles: preview ? [answerStyle] : [] });
}

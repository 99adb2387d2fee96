import type { Context, Hono } from 'hono';
import { answerStyle } from '../../../answer/answer-style';
import { lastOf } from '../../../domain/data-subject-request';
import { isOwnRequest } from '../../../findings/own-request';
import { rememberedObjects } from '../../../findings/remembered-objects';
import { linkPaths } from '../../../links/issue-link';
import { type FieldErrors, hasErrors } from '../../../pages/form-parts';
import { Decision } from '../../../pages/staff/decision';
import type { DecisionDoneFacts } from '../../../pages/staff/decision-done';
import { decisionWords } from '../../../pages/staff/decision-words';
import type { Fields } from '../../form-fields';
import { answerPage } from '../../web-answer';
import { actDone } from '../act-done';
import { factorFirst, mayShow } from '../factor-first';
import type { StaffDeps } from '../staff-deps';
import { staffLinkRoutes } from '../staff-link';
import type { Again, StaffPage } from '../staff-page';
import { valuesById } from '../values-by-id';
import { type Act, type ShownNote, shownNotes } from './act-result';
import { approve } from './approve';
import { ask } from './ask';
import { chooseLaw } from './choose-law';
import { classify } from './classify';
import { settleContested } from './contested';
import { decisionFacts } from './decision-facts';
import { extend } from './extend';
import { handOver } from './hand-over';
import { noteAnswer } from './note-answer';
import { noteViews } from './note-views';
import { plan } from './plan';
import { previewOf } from './preview-of';
import { refuse, refuseInOwnWords } from './refuse';
import { searchAgain } from './search-again';
import { settleDoubt } from './settle-doubt';
import { needsTotp } from './standing';
import { settleUnread } from './unread';
import { uploadedFile } from './uploaded-file';
import { vouch } from './vouch';
import { giveAfterAll, withhold } from './withhold';

/** By the value that the form of each act posts. */
const acts: Readonly<Record<string, Act>> = {
  approved: approve,
  'approved-in-part': approve,
  refuse,
  'refuse-own-words': refuseInOwnWords,
  extend,
  ask,
  'hand-over': handOver,
  settle: settleDoubt,
  'note-answer': noteAnswer,
  vouch,
  classify,
  plan,
  'choose-law': chooseLaw,
  unread: settleUnread,
  contested: settleContested,
  'search-again': searchAgain,
  withhold,
  undo: giveAfterAll,
};

/** What was asked, by when, what was found, what would be given; and the acts that are lawful now. */
export function decideRoutes(deps: StaffDeps): Hono {
  return staffLinkRoutes(
    deps,
    { purpose: 'decide', gate: 'decision', path: linkPaths.decide, may: 'decide' },
    {
      show: (c, page, again) => show(deps, c, page, again),
      act: (c, page, fields) => act(deps, c, page, fields),
      file: (c, page, which) =>
        mayShow(page, page.request) ? uploadedFile(deps, c, page, which) : factorFirst(deps, c, page),
    },
  );
}

async function show(deps: StaffDeps, c: Context, page: StaffPage, again?: Again): Promise<Response> {
  const { request } = page;
  if (await isOwnRequest(deps, request, page.staff)) return done(deps, c, page, 'own-request');
  if (request.status === 'closed') return done(deps, c, page, standingAct(page));
  if (request.status === 'with-staff') return done(deps, c, page, 'handed-over');
  if (!mayShow(page, request)) return factorFirst(deps, c, page, { fields: again?.values ?? {} });
  const once = { ...deps, objects: rememberedObjects(deps.objects) };
  const preview = request.status === 'awaiting-decision' ? await previewOf(once, request) : undefined;
  const facts = await decisionFacts(once, page, preview);
  if (request.status === 'awaiting-decision' && c.req.method !== 'HEAD') await noteViews(deps, page, preview);
  const note = shownNotes[c.req.query('done') as ShownNote];
  const kept = again ? { values: valuesById(again.values), errors: again.errors } : {};
  const view = Decision({ ...facts, ...kept, ...(note && !again ? { done: note } : {}) });
  const wrong = hasErrors(again?.errors);
  return answerPage(c, view, { status: wrong ? 400 : 200, moreStyles: preview ? [answerStyle] : [] });
}

async function act(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return done(deps, c, page, 'own-request');
  const reopen = (opened: StaffPage, values: Fields) => show(deps, c, opened, { values, errors: {} });
  if (!mayShow(page, page.request)) return factorFirst(deps, c, page, { fields, reopen });
  const name = fields.act ?? '';
  if (name === 'factor' || isWordOfMailbox(page, name))
    return factorFirst(deps, c, page, { fields, why: 'word', reopen });
  const carryOut = Object.hasOwn(acts, name) ? acts[name] : undefined;
  if (!carryOut) return show(deps, c, page, { values: fields, errors: { form: 'Choose what to do.' } });
  const result = await carryOut(deps, page, fields);
  if ('done' in result) return done(deps, c, page, result.done);
  if ('shown' in result) return c.redirect(`${page.action}?done=${result.shown}`, 303);
  const why = name === 'withhold' ? 'own-words' : 'given';
  if ('needs' in result) return factorFirst(deps, c, page, { fields, why, reopen });
  const request = await deps.register.load(page.request.requestId);
  return show(deps, c, { ...page, request }, { values: fields, errors: result.errors as FieldErrors });
}

/** Whose some of it is, said with no more than a mailbox where the approval takes more. */
function isWordOfMailbox({ session, request }: StaffPage, act: string): boolean {
  return ['contested', 'classify'].includes(act) && session.factor !== 'totp' && needsTotp(request);
}

function done(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  act: DecisionDoneFacts['act'],
): Promise<Response> {
  return actDone(deps, c, page, act, decisionWords(act));
}

/** What a page that is opened after the end says. */
function standingAct({ request, staff }: StaffPage): DecisionDoneFacts['act'] {
  const decided = lastOf(request.log, 'decided')?.data;
  if (!decided || decided.staffId !== staff.id) return 'already-decided';
  return decided.decision;
}

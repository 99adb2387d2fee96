import type { Context, Hono } from 'hono';
import { whoAsks } from '../../../casework/evidence/own-request';
import { LINK_PATHS } from '../../../casework/links/issue-link';
import type { Fields } from '../../form-fields';
import { factorFirst } from '../factor-first';
import type { StaffDeps } from '../staff-deps';
import { staffLinkRoutes } from '../staff-link';
import type { ReturnedForm, StaffPage } from '../staff-page';
import { carryOutAct } from './acts';
import { decisionReply } from './decision-reply';
import { furtherRecords } from './further-records';
import { insteadOfPage, needsApp } from './open-decision';
import { uploadedFile } from './uploaded-file';

/**
 * The decision page: what was asked, by when, what was found, what would be given, and the acts that are
 * lawful now.
 */
export function decideRoutes(deps: StaffDeps): Hono {
  return staffLinkRoutes(
    deps,
    { purpose: 'decide', gate: 'decision', path: LINK_PATHS.decide, may: 'decide' },
    {
      show: (c, page, again) => show(deps, c, page, again),
      act: (c, page, fields) => act(deps, c, page, fields),
      file: (c, page, which) => belowPage(deps, c, page, () => uploadedFile(deps, c, page, which)),
      records: (c, page, which) => belowPage(deps, c, page, () => furtherRecords(deps, c, page, which)),
    },
  );
}

async function show(deps: StaffDeps, c: Context, page: StaffPage, again?: ReturnedForm): Promise<Response> {
  const asking = await whoAsks(deps, page.request);
  const result = insteadOfPage(page, asking) ?? { errors: again?.errors ?? {} };
  return decisionReply(deps, c, page, { asking, result, typed: again?.values });
}

async function act(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  const asking = await whoAsks(deps, page.request);
  const result = await carryOutAct(deps, page, { asking, fields });
  if (!('errors' in result)) return decisionReply(deps, c, page, { asking, result, typed: fields });
  const now = { ...page, request: await deps.register.load(page.request.requestId) };
  const instead = insteadOfPage(now, asking);
  return decisionReply(deps, c, now, { asking, result: instead ?? result, typed: fields });
}

/** Whoever does not see the page sees nothing of what belongs to it. */
async function belowPage(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  answer: () => Promise<Response | undefined>,
): Promise<Response | undefined> {
  if (needsApp(page)) return factorFirst(deps, c, page);
  const asking = await whoAsks(deps, page.request);
  return asking.includes(page.staff.id) ? undefined : answer();
}

import { civilDateOf, later } from '../../../domain/due-dates';
import { wake } from '../../../driving/wake';
import { tellExtension } from '../../../mailing/tell-extension';
import { isPlainDate } from '../plain-date';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-link';
import { staffText } from '../staff-text';
import { type Act, type ActResult, hasCommand } from './act-result';
import { confirmProblem } from './confirm-act';
import { extensionOffer, movedTo } from './extension-offer';
import { LONGEST_REASON } from './refuse';

const COMMAND = 'extend';

/** Takes longer, while the law still allows it, and tells the person at once: an extension that nobody is told of is none. */
export const extend: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  if (hasCommand(request, COMMAND)) return told(deps, requestId);
  const offer = extensionOffer(deps, request);
  if (!offer) return { done: 'no-longer-lawful' };
  const ground = offer.grounds.find((g) => g.id === fields.ground);
  const reason = staffText(fields, 'reason', LONGEST_REASON);
  const day: { until?: string } | { problem: string } = offer.until
    ? {}
    : namedDay(deps, page, { regime: offer.regime, until: fields.until ?? '' });
  if (!ground || 'problem' in reason || 'problem' in day) {
    return {
      errors: {
        ...(ground ? {} : { 'extend-ground': 'Choose the ground in the law.' }),
        ...('problem' in day ? { 'extend-until': day.problem } : {}),
        ...('problem' in reason ? { 'extend-reason': reason.problem } : {}),
      },
    };
  }
  const errors = await confirmProblem(deps, page, { act: 'extend', factor: 'mail-code', fields });
  if (errors) return { errors };
  const sealed = await deps.vault.seal(requestId, reason.text);
  const after = await deps.register.append(requestId, COMMAND, (now) =>
    extensionOffer(deps, now)
      ? {
          type: 'extended',
          data: { regime: offer.regime, ground: ground.id, words: ground.words, staffId: staff.id, ...day },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  return hasCommand(after, COMMAND) ? told(deps, requestId) : { done: 'no-longer-lawful' };
};

/** How far ahead the day may lie that a notice names: further is a slip of the pen. */
const FURTHEST = 'P1Y';

/** The day that staff name, under a law that sets no length: later than the date as it stands. */
function namedDay(
  deps: StaffDeps,
  { request }: StaffPage,
  notice: { regime: string; until: string },
): { until: string } | { problem: string } {
  const { zone } = request.received;
  const furthest = civilDateOf(later(deps.clock.now(), FURTHEST, zone), zone).toString();
  if (!isPlainDate(notice.until) || notice.until > furthest)
    return { problem: 'Name the day by which you answer.' };
  return movedTo(deps, request, notice)
    ? { until: notice.until }
    : { problem: 'Name a day that is later than the latest date as it stands.' };
}

async function told(deps: StaffDeps, requestId: string): Promise<ActResult> {
  await tellExtension(deps, requestId);
  await wake(deps, requestId);
  return { done: 'extended' };
}

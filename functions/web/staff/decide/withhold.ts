import { chosenDisclosure } from '../../../casework/evidence/read-disclosure';
import type { DisclosureDecision } from '../../../documents/disclosure-decision';
import { type DataSubjectRequest, seqOf } from '../../../domain/data-subject-request';
import type { FieldErrors } from '../../parts/form-parts';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import { withholdingGround } from '../withholding-grounds';
import { type Act, hasCommand, isSubmissionId } from './act-result';
import { buildPreview } from './preview';
import { leftOut, targetsOf, withWithholding } from './withholdings';

/**
 * Leaves a field or a record out of the answer, on a ground of the law or in own words, which takes the app.
 * Which one is sealed; the log holds counts only.
 */
export const withhold: Act = async (deps, page, fields) => {
  const { request, staff, session } = page;
  if (request.status !== 'awaiting-decision') return { done: 'already-decided' };
  if (!isSubmissionId(fields.once)) return { done: 'changed-meanwhile' };
  if (hasCommand(request, commandOf(page, fields.once))) return { shown: 'left-out' };
  const preview = await buildPreview(deps, request);
  const target = preview && targetsOf(preview).find((t) => t.id === fields.what);
  const chosen = withholdingGround(deps, request, fields, staff.name);
  if (!target || 'errors' in chosen) {
    return {
      errors: {
        ...(target ? {} : { 'withhold-what': 'Choose what is to be left out.' }),
        ...('errors' in chosen ? prefixed(chosen.errors) : {}),
      },
    };
  }
  const { ground, article, isOwn } = chosen;
  if (isOwn && session.factor !== 'totp') return { needs: 'own-words' };
  const withholding = { ...target.what, ground, article, by: staff.id };
  await choose(deps, page, fields.once, (decision) => withWithholding(decision, withholding));
  return { shown: 'left-out' };
};

/**
 * Gives what was left out after all. What the map or a colleague keeps back may be about somebody else. To
 * give it is then a statement about the data, which takes the app, and somebody else approves.
 */
export const giveAfterAll: Act = async (deps, page, fields) => {
  const { request, staff, session } = page;
  if (request.status !== 'awaiting-decision') return { done: 'already-decided' };
  if (!isSubmissionId(fields.once)) return { done: 'changed-meanwhile' };
  if (hasCommand(request, commandOf(page, fields.once))) return { shown: 'given' };
  const preview = await buildPreview(deps, request);
  const chosen = await chosenDisclosure(deps, request);
  const item = preview && leftOut(deps.map, chosen, preview).find((l) => l.id === fields.undo);
  if (!item) return { done: 'changed-meanwhile' };
  const isWord = item.by !== staff.id;
  if (isWord && session.factor !== 'totp') return { needs: 'given' };
  await choose(deps, page, fields.once, item.undo, isWord ? 1 : 0);
  return { shown: 'given' };
};

function prefixed(errors: FieldErrors) {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([name, words]) => (words ? [[`withhold-${name}`, words]] : [])),
  );
}

function commandOf({ staff }: StaffPage, once: string): string {
  return `withhold-${staff.id}-${once}`;
}

/**
 * The choice is sealed as a whole. If a colleague chose meanwhile, theirs is merged first, so that neither is
 * lost.
 */
async function choose(
  deps: StaffDeps,
  page: StaffPage,
  once: string,
  change: (decision: DisclosureDecision) => DisclosureDecision,
  given = 0,
): Promise<void> {
  const { requestId } = page.request;
  const commandId = commandOf(page, once);
  let request: DataSubjectRequest = page.request;
  while (!hasCommand(request, commandId) && request.status === 'awaiting-decision') {
    const decision = change(await chosenDisclosure(deps, request));
    const sealed = await deps.vault.seal(requestId, decision);
    const basedOn = seqOf(request, 'withheld');
    const { staff } = page;
    request = await deps.register.append(requestId, commandId, (now) =>
      seqOf(now, 'withheld') === basedOn && now.status === 'awaiting-decision'
        ? {
            type: 'withheld',
            data: { count: decision.withholdings.length, staffId: staff.id, ...(given > 0 ? { given } : {}) },
            sealed,
            actor: { kind: 'staff', id: staff.id },
          }
        : undefined,
    );
  }
}

import { requesterFacts } from '../../casework/evidence/requester-facts';
import { unheardOnFile } from '../../casework/mail/unheard-on-file';
import { awaitsNotice, changesGuardedData } from '../../domain/correction-notice';
import { type DataSubjectRequest, isApproved, isErasurePaused } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { Outcome } from '../../domain/event-facts';
import type { EventData } from '../../domain/events';
import { mayBeTakeover, pointsAtTakeover } from '../../domain/may-be-takeover';
import { rights } from '../../domain/rights';
import { isDone } from '../../domain/touched-systems';
import type { Fields } from '../form-fields';
import type { FieldErrors } from '../parts/form-parts';
import { totpNeed } from '../totp/totp-need';
import { confirmProblem } from './decide/confirm-act';
import { onFileChoices } from './on-file-fields';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

/**
 * Whether a correction by hand may change data with which an account could be taken over, although the
 * addresses on file have not had the desk's notice and the time to stop it. Then it takes the app to say that
 * it is done, as it does where the desk writes it.
 */
export async function isGuardedByHand(
  deps: Pick<DeskDeps, 'vault' | 'map'>,
  request: DataSubjectRequest,
): Promise<boolean> {
  if (rights[request.right].carriedOut !== 'correction') return false;
  if (!isApproved(request)) return mayBeTakeover(deps.map, await requesterFacts(deps, request));
  if (!changesGuardedData(request)) return false;
  const isOpen = awaitsNotice(request) || isErasurePaused(request);
  return isOpen || (await unheardOnFile(deps, request)).length > 0;
}

/** What the form needs to ask about it; undefined where it does not. */
export async function onFileFacts(deps: StaffDeps, page: StaffPage) {
  return (await isGuardedByHand(deps, page.request)) ? { onFile: await totpNeed(deps, page) } : {};
}

type Said = Pick<EventData['staff-finished'], 'onFile'>;

/** What staff said about the addresses on file, confirmed with the app; or what is wrong, by field. */
export async function readOnFileAnswer(
  deps: StaffDeps,
  page: StaffPage,
  { outcome, fields }: { readonly outcome: Outcome; readonly fields: Fields },
): Promise<Said | { readonly errors: FieldErrors }> {
  const { request } = page;
  if (!isDone(outcome) || !(await isGuardedByHand(deps, request))) return {};
  const onFile = onFileChoices.find((one) => one === fields['on-file']);
  if (!onFile)
    return { errors: { 'on-file': 'Say whether every address on file was told before it was changed.' } };
  const isSaid = pointsAtTakeover(await requesterFacts(deps, request)) || changesGuardedData(request);
  if (onFile === 'not-concerned' && outcome === 'fulfilled' && isSaid)
    return {
      errors: {
        'on-file':
          'What was asked for is of this kind, and you say that all of it is done. Tell the addresses on file first, or say that it was done in part.',
      },
    };
  const errors = await confirmProblem(deps, page, { act: 'on-file', factor: 'totp', fields });
  return errors ? { errors } : { onFile };
}

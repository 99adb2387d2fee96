import { type DataSubjectRequest, lastOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { collectionOf } from '../../domain/locate-plan';
import { storeTitle } from '../../domain/open-work';
import { questionKeys } from '../../domain/questions';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import type { MailFacts } from '../../emails/mail-facts';
import { decisionRequest } from '../../emails/staff-mails';
import { blocksOf } from '../../findings/blocks-of';
import { type MailingDeps, mailStaff } from '../../mailing/mail-once';
import { deciders, missingStores, staffDates } from '../../mailing/staff-facts';
import { staffLink } from '../../mailing/staff-link';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/** Puts the frozen manifest before the people who may decide: one mail each, with counts, dates and reasons, a link and a code. */
export function askDecision(deps: Deps) {
  return (input: WaitInput): Promise<void> =>
    waitFor(deps, 'ask-decision', input, {
      note: async (request) => {
        const manifestVersion = versionOf(request);
        await deps.register.append(request.requestId, `ask-decision-${manifestVersion}`, (now) =>
          now.status === 'locating'
            ? { type: 'decision-asked', data: { manifestVersion }, actor: { kind: 'desk' } }
            : undefined,
        );
      },
      ask: async (request) => {
        for (const staffId of deciders(deps)) await mailDecider(deps, request, staffId, versionOf(request));
      },
    });
}

function versionOf(request: DataSubjectRequest): number {
  return lastOf(request.log, 'manifest-frozen')?.data.version ?? 0;
}

async function mailDecider(
  deps: Deps,
  request: DataSubjectRequest,
  staffId: string,
  version: number,
): Promise<void> {
  const letter = { key: questionKeys.decision(request), mail: decisionRequest, staffId } as const;
  await mailStaff(deps, request.requestId, letter, async (now) => ({
    ...staffDates(deps, now),
    ...(await staffLink(deps, now, { purpose: 'decide', staffId, issue: version })),
    found: partsFound(deps, now),
    missing: missingStores(deps, now, 'staff'),
    blocks: blocksOf(deps, now).length,
  }));
}

function partsFound(deps: Deps, request: DataSubjectRequest): MailFacts['decision-request']['found'] {
  const counts = lastOf(request.log, 'manifest-frozen')?.data.stores ?? [];
  return counts.map(({ storeId, collection, rows }) => ({
    store: storeTitle(deps.map, storeId),
    what: collectionOf(deps.map, storeId, collection)?.title ?? collection,
    count: rows,
  }));
}

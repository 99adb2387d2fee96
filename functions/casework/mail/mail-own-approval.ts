import * as z from 'zod/mini';
import { plusDuration } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import type { EventOf } from '../../domain/log-entries';
import { nicknameOf } from '../../domain/nickname';
import { announcedApproval, announcementKey } from '../../domain/staff-vouching';
import { approvalNotice } from '../../emails/person-mails';
import { staffOwnApproval } from '../../emails/staff-mails';
import { aboutRequest } from './mail-frame';
import { mailAddress, mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';

/** What is sealed with an announced approval. */
export const Elsewhere = z.object({ elsewhere: z.array(z.string()) });

/**
 * Announces an approval that nobody else could check: to the person, at the address of the request and at
 * every other that was found or named, and to the escalation address. Each is mailed once; a repeat after a
 * crash sends what did not leave.
 */
export async function mailOwnApproval(deps: MailingDeps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const announced = announcedApproval(request);
  if (!announced) return;
  const key = announcementKey(announced);
  await mailRequester(deps, requestId, { key, mail: approvalNotice }, async () => startsAt(deps, announced));
  for (const [at, address] of (await elsewhereOf(deps, announced)).entries()) {
    const letter = { key: announcementKey(announced, `elsewhere-${at + 1}`), mail: approvalNotice, address };
    await mailAddress(deps, requestId, { ...letter, to: 'requester' }, async (now) => ({
      ...aboutRequest(deps, now),
      answerBy: dueDates(now, deps.book).latest,
      ...startsAt(deps, announced),
    }));
  }
  await tellSecondAddress(deps, request, announced);
}

async function tellSecondAddress(
  deps: MailingDeps,
  { requestId }: DataSubjectRequest,
  announced: EventOf<'approval-announced'>,
): Promise<void> {
  const name =
    deps.desk.staff.find(({ id }) => id === announced.data.staffId)?.name ?? announced.data.staffId;
  const key = announcementKey(announced, 'escalate');
  const letter = { key, mail: staffOwnApproval, address: deps.desk.escalateTo, to: 'staff' } as const;
  await mailAddress(deps, requestId, letter, async (now) => ({
    ...aboutRequest(deps, now),
    nickname: nicknameOf(now),
    about: name,
    ...startsAt(deps, announced),
  }));
}

/** As planned when the mail leaves; a mail that leaves late moves the start. */
function startsAt(deps: MailingDeps, announced: EventOf<'approval-announced'>): { startsAt: string } {
  const now = deps.clock.now();
  const from = now > announced.at ? now : announced.at;
  return { startsAt: plusDuration(from, deps.desk.waits.ownApproval, deps.desk.zone) };
}

async function elsewhereOf(
  deps: MailingDeps,
  { sealed, requestId }: EventOf<'approval-announced'>,
): Promise<readonly string[]> {
  return sealed ? Elsewhere.parse(await deps.vault.unseal(requestId, sealed)).elsewhere : [];
}

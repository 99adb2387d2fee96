import { mailStaff } from '../../casework/mail/mail-once';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import { approvers } from '../../casework/mail/staff-facts';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates } from '../../domain/due-dates';
import { allOf } from '../../domain/log-entries';
import { staffTrouble } from '../../emails/staff-mails';

type Deps = MailingDeps & Pick<DeskDeps, 'register'>;

/**
 * The end of every unexpected failure: staff are informed, and the request stays open with its clock running.
 */
export async function reportTrouble(
  deps: Deps,
  { requestId, code }: { requestId: string; code: string },
): Promise<{ done: true }> {
  const request = await deps.register.load(requestId);
  const version = allOf(request.log, 'workflow-started').length;
  const after = await deps.register.append(requestId, `trouble-v${version}`, (now) =>
    now.status === 'closed'
      ? undefined
      : { type: 'trouble', data: { state: 'workflow', code: knownCode(code) }, actor: { kind: 'desk' } },
  );
  if (after.status === 'closed') return { done: true };
  for (const staffId of approvers(deps)) {
    const letter = { key: `trouble-v${version}`, mail: staffTrouble, staffId } as const;
    await mailStaff(deps, requestId, letter, async (now) => ({
      trouble: `A step of this request failed and stopped it (${knownCode(code)}).`,
      remedy: `Once the cause is fixed, run: npx rightsdesk redrive ${requestId}`,
      dueOn: dueDates(now, deps.book).latest,
    }));
  }
  return { done: true };
}

/** Only a name of letters and dots is passed on; anything else could be a message with personal data. */
function knownCode(code: string): string {
  return /^[A-Za-z.]{1,60}$/.test(code) ? code : 'UnknownError';
}

import { civilDateOf } from '../../domain/civil-time';
import { endingNoticeKey, restrictionOf } from '../../domain/restriction';
import { restrictionEndsOn } from '../../domain/restriction-timers';
import { restrictionEnding } from '../../emails/person-mails';
import { lawTexts } from './law-texts';
import { mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';

/**
 * Tells the person that a restriction ends, and from which day the data is used again (Art. 18(3) GDPR). Does
 * nothing when none is to end.
 */
export async function mailRestrictionEnds(deps: MailingDeps, requestId: string): Promise<void> {
  const ending = restrictionOf(await deps.register.load(requestId))?.ending;
  if (!ending) return;
  const letter = { key: endingNoticeKey(ending), mail: restrictionEnding } as const;
  await mailRequester(deps, requestId, letter, async (request) => {
    const set = restrictionOf(request)?.set;
    const today = civilDateOf(deps.clock.now(), request.received.zone).toString();
    const unsealed = async (sealed: string | undefined) =>
      sealed ? String(await deps.vault.unseal(requestId, sealed)) : '';
    return {
      what: await unsealed(set?.sealed),
      reason: await unsealed(ending.sealed),
      endsOn: restrictionEndsOn(ending, today),
      law: lawTexts(deps, request),
    };
  });
}

import { lastOf } from '../domain/data-subject-request';
import { cite } from '../domain/deadlines/refusal-grounds';
import { dueDates } from '../domain/due-dates';
import type { CitedWords } from '../emails/mail-facts';
import { extensionNotice } from '../emails/person-mails';
import { lawTexts } from './law-texts';
import { type MailingDeps, mailRequester } from './mail-once';

/** Tells the person that the answer takes longer: the new date, the ground of the law, the reason that staff gave. Once; nothing to do when nothing was extended. */
export async function tellExtension(deps: MailingDeps, requestId: string): Promise<void> {
  const event = lastOf((await deps.register.load(requestId)).log, 'extended');
  if (!event) return;
  const letter = { key: `extension-${event.seq}`, mail: extensionNotice } as const;
  await mailRequester(deps, requestId, letter, async (request) => {
    const before = { ...request, log: request.log.filter((e) => e.seq !== event.seq) };
    return {
      firstDueOn: dueDates(before, deps.book).latest,
      ground: groundOf(deps, event.data),
      reason: event.sealed ? String(await deps.vault.unseal(requestId, event.sealed)) : event.data.words,
      law: lawTexts(deps, request),
    };
  });
}

function groundOf(
  { book }: MailingDeps,
  extended: { regime: string; ground: string; words: string },
): CitedWords {
  const regime = book.regimes[extended.regime];
  const rules = Object.values(regime?.clocks ?? {}).flatMap((clock) => clock.extension?.grounds ?? []);
  const rule = rules.find((ground) => ground.id === extended.ground);
  return { words: extended.words, article: regime && rule ? cite(regime, rule).article : '' };
}

import { type DataSubjectRequest, lastOf, wasMailed } from '../domain/data-subject-request';
import { cite } from '../domain/deadlines/refusal-grounds';
import { dueDates } from '../domain/due-dates';
import { asIfTold, extensionKey } from '../domain/extension-notice';
import type { CitedWords } from '../emails/mail-facts';
import { extensionNotice } from '../emails/person-mails';
import { lawTexts } from './law-texts';
import { type MailingDeps, mailRequester } from './mail-once';
import { tellMootExtension } from './tell-moot-extension';

/**
 * Tells the person that the answer takes longer: the new date, the ground of the law, the reason that staff gave. Once; nothing to do when nothing was extended. A notice that
 * moves no date, since it is too late or another law holds it, would say what is not true: then staff are told instead.
 */
export async function tellExtension(deps: MailingDeps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const event = lastOf(request.log, 'extended');
  if (!event || wasMailed(request, extensionKey(event))) return;
  if (answerBy(deps, request) === dueDates(request, deps.book).latest)
    return tellMootExtension(deps, request, event);
  const letter = { key: extensionKey(event), mail: extensionNotice } as const;
  await mailRequester(deps, requestId, letter, async (request) => ({
    answerBy: answerBy(deps, request),
    firstDueOn: dueDates(request, deps.book).latest,
    ground: groundOf(deps, event.data),
    reason: event.sealed ? String(await deps.vault.unseal(requestId, event.sealed)) : event.data.words,
    law: lawTexts(deps, request),
  }));
}

/** Plain date: the latest once the person is told. */
function answerBy(deps: MailingDeps, request: DataSubjectRequest): string {
  const event = lastOf(request.log, 'extended');
  const told = event ? asIfTold(request, event, deps.clock.now()) : request;
  return dueDates(told, deps.book).latest;
}

function groundOf(
  { book }: MailingDeps,
  extended: { regime: string; ground: string; words: string },
): CitedWords {
  const regime = book.regimes[extended.regime];
  const rules = Object.values(regime?.clocks ?? {}).flatMap((clock) => clock.extension?.grounds ?? []);
  const rule = rules.find((ground) => ground.id === extended.ground);
  if (!regime || !rule) return { words: extended.words, article: '' };
  const { sentence, article } = cite(regime, rule);
  return { words: sentence, article };
}

import * as z from 'zod/mini';
import { readDisclosure } from '../../casework/evidence/read-disclosure';
import { issueLink } from '../../casework/links/issue-link';
import { lawTexts } from '../../casework/mail/law-texts';
import { mailRequester } from '../../casework/mail/mail-once';
import { missingStores, unreadParts } from '../../casework/mail/staff-facts';
import { kindsInWords } from '../../documents/described';
import type { DisclosureDecision } from '../../documents/disclosure-decision';
import type { OmittedPart } from '../../documents/omitted-parts';
import { civilDateOf, plusDuration } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { collectionOf } from '../../domain/foreign-keys';
import { OUTCOME_KEY } from '../../domain/held-mails';
import { lastOf } from '../../domain/log-entries';
import { readStored } from '../../domain/read-stored';
import type { MailFacts } from '../../emails/mail-facts';
import { accessReady } from '../../emails/outcome-mails';
import { otherRequestKindTexts, otherRequestTexts } from '../../words/other-request-texts';
import type { NotifyDeps } from './notify-deps';
import { otherSentences } from './other-sentences';

/** Mails that the copy is ready: a link to a page with a new code, never a file or a file's address. */
export async function notifyAccess(deps: NotifyDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailRequester(deps, requestId, { key: OUTCOME_KEY, mail: accessReady }, async (request) => {
    const life = deps.desk.waits.packageKept;
    const { only, described = 0 } = lastOf(request.log, 'package-made')?.data ?? {};
    const link = await issueLink(deps, { requestId, purpose: 'download', issue: 1, life });
    return {
      link: link.url,
      until: civilDateOf(plusDuration(deps.clock.now(), life, deps.desk.zone), deps.desk.zone).toString(),
      kindsWanted: only === 'wanted',
      kindsOnly: only === 'not-proven',
      named: !only && described > 0 && kindsInWords(described),
      namedAnyway: only !== undefined && described > 0 && kindsInWords(described),
      // An answer of kinds says nothing about single records, nor how many there are.
      withheld: only ? [] : await withheldIn(deps, request),
      missing: missingStores(deps, request),
      unread: unreadParts(deps, request, only ? 'kinds-only' : 'how-much'),
      otherRequests: await otherSentences(deps, request, only ? otherRequestKindTexts : otherRequestTexts),
      law: lawTexts(deps, request),
    };
  });
}

/** What is sealed with the package, as far as it is read here. Absent in old logs: what was left out. */
const PackageNote: z.ZodMiniType<{ leftOut?: readonly OmittedPart[] }> = z.looseObject({
  leftOut: z.exactOptional(
    z.array(z.looseObject({ what: z.string(), words: z.string(), article: z.string(), count: z.number() })),
  ),
});

type Withheld = MailFacts['access-ready']['withheld'];

/** What the package leaves out, as counted when it was made. */
async function withheldIn(deps: NotifyDeps, request: DataSubjectRequest): Promise<Withheld> {
  const made = lastOf(request.log, 'package-made');
  const sealed = made?.sealed && (await deps.vault.unseal(request.requestId, made.sealed));
  const parts = sealed ? readStored('the note of a package', PackageNote, sealed).leftOut : undefined;
  if (!parts) return decidedParts(deps, await readDisclosure(deps, request));
  return [...parts];
}

/** For packages from before this was counted: what was decided, grouped by collection, field and ground. */
function decidedParts(deps: NotifyDeps, decision: DisclosureDecision): Withheld {
  const parts = new Map<string, Withheld[number]>();
  for (const { storeId, collection, field, ground, article } of decision.withholdings) {
    const mapped = collectionOf(deps.map, storeId, collection);
    const title = mapped?.fields.find((f) => f.name === field)?.title ?? field;
    const what = `${mapped?.title ?? collection}${title ? `: ${title}` : ''}`;
    const key = JSON.stringify([what, ground, article]);
    parts.set(key, { what, words: ground, article, count: (parts.get(key)?.count ?? 0) + 1 });
  }
  return [...parts.values()];
}

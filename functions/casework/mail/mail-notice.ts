import * as z from 'zod/mini';
import { startOfDay } from '../../domain/civil-time';
import { fieldLabel, frozenCorrection } from '../../domain/corrections';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import { endDates } from '../../domain/end-dates';
import { noticeEndsAt } from '../../domain/erasure-notice';
import { allOf, type EventOf, lastOf } from '../../domain/log-entries';
import { isCorrectionNotice, noticeWait } from '../../domain/notice-end';
import { noticeIssue, questionKeys } from '../../domain/questions';
import { asRedated } from '../../domain/redated-request';
import { takeoverWords } from '../../domain/takeover-kinds';
import { correctionNotice, erasureNotice } from '../../emails/person-mails';
import { linkLifeUntil } from '../links/code-budget';
import { issueLink } from '../links/issue-link';
import { aboutRequest } from './mail-frame';
import { mailAddress, mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';

/** The other addresses the notice is mailed to, in order, as sealed with its event. */
const Elsewhere = z.object({ elsewhere: z.array(z.string()) });

/** Lower issue numbers belong to the notices that the desk sends by itself. */
const FIRST_FRESH = 10_000;

/** A further link that somebody asked for. */
type Fresh = { readonly turn: number };

/**
 * Mails the notice to the address that asked. After staff ended a pause, the person gets it again with
 * another link.
 */
export async function mailNotice(
  deps: MailingDeps,
  noticed: DataSubjectRequest,
  fresh?: Fresh,
): Promise<void> {
  const key = keyOf(noticed, fresh);
  const { requestId } = noticed;
  if (isCorrectionNotice(noticed))
    return mailRequester(deps, requestId, { key, mail: correctionNotice }, async (request) => ({
      ...(await notice(deps, request, { fresh })),
      fields: changing(deps, request),
    }));
  await mailRequester(deps, requestId, { key, mail: erasureNotice }, (request) =>
    notice(deps, request, { fresh }),
  );
}

/** Mails the notice to another address of the person that was found, the `at`th from 1. */
export async function mailNoticeElsewhere(
  deps: MailingDeps,
  noticed: DataSubjectRequest,
  { at, address, fresh }: { at: number; address: string; fresh?: Fresh | undefined },
): Promise<void> {
  const subjectId = `${ELSEWHERE}${at}`;
  const letter = { key: `${keyOf(noticed, fresh)}:${subjectId}`, address, to: 'requester' } as const;
  const facts = async (request: DataSubjectRequest) => {
    const about = await notice(deps, request, { subjectId, fresh });
    const answerBy = dueDates(request, deps.book).latest;
    return { ...aboutRequest(deps, request), answerBy, statusLink: about.link, ...about };
  };
  const { requestId } = noticed;
  if (isCorrectionNotice(noticed))
    return mailAddress(deps, requestId, { ...letter, mail: correctionNotice }, async (request) => ({
      ...(await facts(request)),
      fields: changing(deps, request),
    }));
  await mailAddress(deps, requestId, { ...letter, mail: erasureNotice }, facts);
}

/**
 * Which kinds of data are to change. The new values are left out, since the reader may not be the requester.
 */
function changing({ map }: MailingDeps, request: DataSubjectRequest): { what: string }[] {
  const { fields = [], takeover = [] } = frozenCorrection(request) ?? {};
  const written = fields.filter(({ note }) => !note).map((field) => fieldLabel(map, field));
  const words = [...written, ...takeover.map((kind) => takeoverWords[kind])];
  return [...new Set(words)].map((what) => ({ what }));
}

/**
 * Mails a fresh link and code to the address that the expired link went to.
 *
 * @param subjectId - of the dead link
 * @returns whether it is known where that was
 */
export async function mailFreshNotice(
  deps: MailingDeps,
  request: DataSubjectRequest,
  subjectId: string | undefined,
): Promise<boolean> {
  const fresh = {
    turn: allOf(request.log, 'mailed').filter((e) => kinds.includes(e.data.kind)).length,
  };
  if (!subjectId) {
    await mailNotice(deps, request, fresh);
    return true;
  }
  const at = Number(subjectId.slice(ELSEWHERE.length));
  const address = (await noticedElsewhere(deps, request))?.[at - 1];
  if (address) await mailNoticeElsewhere(deps, request, { at, address, fresh });
  return address !== undefined;
}

/**
 * The other addresses, as sealed with the event of the notice; undefined for a notice from before the desk
 * sealed them.
 */
export async function noticedElsewhere(
  deps: Pick<MailingDeps, 'vault'>,
  { requestId, log }: DataSubjectRequest,
): Promise<readonly string[] | undefined> {
  const noticed = lastOf(log, 'erasure-noticed');
  return noticed && noticedIn(deps, requestId, noticed);
}

/** As {@link noticedElsewhere}, of one notice of several. */
export async function noticedIn(
  { vault }: Pick<MailingDeps, 'vault'>,
  requestId: string,
  { sealed }: Pick<EventOf<'erasure-noticed'>, 'sealed'>,
): Promise<readonly string[] | undefined> {
  return sealed ? Elsewhere.parse(await vault.unseal(requestId, sealed)).elsewhere : undefined;
}

/** Which of the other addresses a mail with this key went to, from 1; undefined for any other mail. */
export function elsewherePlace(key: string): number | undefined {
  const [, at] = key.match(/:elsewhere-(\d+)$/) ?? [];
  return at === undefined ? undefined : Number(at);
}

const kinds: readonly string[] = [erasureNotice.kind, correctionNotice.kind];

/** Prefix of the subject of a link that went to an address other than the one that asked. */
const ELSEWHERE = 'elsewhere-';

function keyOf(request: DataSubjectRequest, fresh: Fresh | undefined): string {
  return fresh ? `fresh-notice-${fresh.turn}` : questionKeys.notice(request);
}

async function notice(
  deps: MailingDeps,
  request: DataSubjectRequest,
  { subjectId, fresh }: { subjectId?: string; fresh: Fresh | undefined },
) {
  const now = deps.clock.now();
  const issue = fresh ? FIRST_FRESH + fresh.turn : noticeIssue(request);
  const startsAt = noticeEndsAt(asRedated(request), deps.book, now) ?? now;
  const life = linkLifeUntil(deps, lastMoment(deps, request, startsAt));
  const wish = { requestId: request.requestId, purpose: 'notice', issue, life } as const;
  const link = await issueLink(deps, { ...wish, ...(subjectId ? { subjectId } : {}) });
  return { link: link.url, code: link.code, linkLife: noticeWait(deps.desk, request), startsAt };
}

/**
 * The latest instant at which the erasure may begin: a notice that is repeated or late moves the start, up to
 * the legal date.
 */
function lastMoment({ book }: MailingDeps, request: DataSubjectRequest, startsAt: string): string {
  const limit = startOfDay(endDates(request, book).latest, request.received.zone);
  return limit > startsAt ? limit : startsAt;
}

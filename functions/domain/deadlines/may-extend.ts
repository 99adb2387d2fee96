import { Alternatives } from './alternatives';
import { answerPeriod } from './answer-period';
import { DateSheet, endsBefore, startCounting } from './counting';
import { deadlines } from './deadline';
import type { DeadlineCase } from './deadline-case';
import { inTime } from './extension-period';
import type { Law, LawBook } from './law';
import { type CitedGround, cite } from './refusal-grounds';

/** Whether an extension is still lawful: the answer behind the "extend" button. */
export interface ExtensionOffer {
  lawful: boolean;
  /** Why not, when it is not. */
  why?: 'noExtensionInLaw' | 'alreadyExtended' | 'tooLate';
  /** Last civil day for the notice; absent while the clock is paused, because the period cannot end then. */
  lastDay?: string;
  /** First UTC instant that is too late for the notice. */
  endsBeforeUtc?: string;
  /**
   * The last day for the answer once extended; `null` when the notice itself has to name it, or the clock is
   * paused.
   */
  extendedRespondBy: string | null;
  reasonsRequired: boolean;
  grounds: CitedGround[];
  /** What to know before sending the notice. */
  note?: string;
}

/**
 * Says whether an extension given at `now` would be lawful, until when one is, on which grounds, and what it
 * gives.
 *
 * @param now the instant of the notice, ISO with `Z` or offset
 * @throws as `deadlines` does
 */
export function mayExtend(request: DeadlineCase, law: Law | LawBook, now: string): ExtensionOffer {
  const c = startCounting(request, law);
  const { respond, extension } = c.clock;
  const offer = { extendedRespondBy: null, reasonsRequired: extension?.reasonsRequired ?? false };
  if (!respond || !extension) return { ...offer, lawful: false, why: 'noExtensionInLaw', grounds: [] };
  const answer = answerPeriod(c, respond, {
    sheet: new DateSheet(request.zone),
    alternatives: new Alternatives(),
  });
  const given = deadlines(
    { ...request, events: [...request.events.filter(isNoNotice), { type: 'extended', at: now }] },
    law,
  );
  const already = !request.events.every(isNoNotice) && deadlines(request, law).extensionValid === true;
  const why = already
    ? 'alreadyExtended'
    : inTime(c, { at: now }, answer) && given.extensionValid
      ? undefined
      : 'tooLate';
  return {
    ...offer,
    lawful: why === undefined,
    ...(why && { why }),
    ...(answer.respondBy && {
      lastDay: answer.respondBy.toString(),
      endsBeforeUtc: endsBefore(answer.respondBy, request.zone),
    }),
    extendedRespondBy: given.extendedRespondBy ?? null,
    grounds: extension.grounds.map((ground) => cite(c.regime, ground)),
    ...(extension.note !== undefined && { note: extension.note }),
  };
}

function isNoNotice(event: DeadlineCase['events'][number]): boolean {
  return event.type !== 'extended';
}

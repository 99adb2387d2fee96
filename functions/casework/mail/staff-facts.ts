import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates } from '../../domain/due-dates';
import type { MailFacts } from '../../emails/mail-facts';
import { buildTimeline } from '../../words/build-timeline';
import { missingReasons } from '../../words/missing-reasons';
import { unreadKindText, unreadText } from '../../words/unread-text';
import { missingParts, unreadGroups } from '../evidence/missing-parts';

/** The dates staff work with, each with its reason. */
export function staffDates(
  deps: Pick<DeskDeps, 'book' | 'clock'>,
  request: DataSubjectRequest,
): Pick<MailFacts['decision-request'], 'timeline'> {
  const { aimFor, approveBy } = dueDates(request, deps.book);
  return { timeline: { ...buildTimeline(deps, request, true), aimFor, approveBy } };
}

export const nextStepText = {
  person: 'You can write to us about it at any time.',
  staff: 'Whoever looks after it has been told.',
} as const;

/** Stores from which something is missing, each with the reason and what happens next, in words. */
export function missingStores(
  deps: Pick<DeskDeps, 'map'>,
  request: DataSubjectRequest,
  reader: keyof typeof nextStepText = 'person',
): MailFacts['decision-request']['missing'] {
  return missingParts(deps.map, request).map(({ title, because }) => ({
    store: title,
    why: missingReasons[because],
    next: nextStepText[reader],
  }));
}

/** What could not be read by machine, and what a person found there. */
export function unreadParts(
  deps: Pick<DeskDeps, 'map'>,
  request: DataSubjectRequest,
  words: 'how-much' | 'kinds-only' = 'how-much',
): MailFacts['access-ready']['unread'] {
  const what = words === 'how-much' ? unreadText : unreadKindText;
  return unreadGroups(deps.map, request).map((group) => ({ store: group.title, what: what(group) }));
}

/** Everyone who may decide. */
export function approvers({ desk }: Pick<DeskDeps, 'desk'>): string[] {
  return desk.staff.filter((s) => s.may.includes('decide')).map((s) => s.id);
}

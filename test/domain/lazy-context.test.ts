import { lazy } from '../../functions/adapters/lazy';
import { endDates } from '../../functions/domain/end-dates';
import type { DateContext } from '../../functions/domain/redated-request';
import { timersOf } from '../../functions/domain/timers';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest, reaching } from './a-log';

const desk = aDesk();
const book = aBook(desk);

/** A function creates only what it asks for: it has neither settings nor permissions for the rest. */
const deps = lazy<DateContext & { desk: typeof desk; book: typeof book; objects: unknown }>({
  clock: () => ({ now: () => '2026-03-20T09:00:00.000Z' }),
  behind: () => undefined,
  desk: () => desk,
  book: () => book,
  objects: () => {
    throw new Error('not set: OBJECTS_BUCKET');
  },
});

it('dates and timers ask a function for its clock and settings, and for nothing else', () => {
  const request = aRequest(...reaching.fulfilling);
  const marked = aRequest(anEvent('received'), anEvent('identity-verified'));

  expect(endDates(request, book, deps).latest).toBe(endDates(request, book).latest);
  expect(() => timersOf(marked, deps)).not.toThrow();
});

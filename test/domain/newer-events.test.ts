import { chainEvent } from '../../functions/adapters/event-chain';
import { parseLog } from '../../functions/adapters/logged-event-schema';
import { mayCarryOut } from '../../functions/domain/clearance';
import { assertOpen } from '../../functions/domain/data-subject-request';
import type { EventType, LoggedEvent, NewEvent } from '../../functions/domain/events';
import { foldRequest } from '../../functions/domain/fold-request';
import { allows } from '../../functions/domain/guards';
import { EVENT_VERSION, hasNewerEvents } from '../../functions/domain/newer-events';
import { anEvent, aRequest, eventTypes, reaching, toFulfilling } from './a-log';

const sample = aRequest(...toFulfilling);

/** What newer code may append: an unknown type, version, actor or field. */
const inventions: readonly [string, (event: object) => object][] = [
  ['a type', (event) => ({ ...event, type: 'sealed-in-glass' })],
  ['a type that every object has', (event) => ({ ...event, type: 'constructor' })],
  ['a version', (event) => ({ ...event, v: EVENT_VERSION + 1 })],
  ['an actor', (event) => ({ ...event, actor: { kind: 'auditor', id: 'a', since: 2 } })],
];

function written(log: readonly LoggedEvent[], change: (event: object) => object, event: NewEvent) {
  const link = {
    requestId: sample.requestId,
    seq: log.length + 1,
    at: '2026-03-03T09:00:00.000Z',
    commandId: 'newer',
    prev: log.at(-1)?.hash ?? '',
  };
  return chainEvent(link, change(event) as NewEvent);
}

function read(...log: readonly object[]) {
  return foldRequest(parseLog(log.map((event) => JSON.stringify(event))));
}

/** Events that decide, that are irreversible or that end something, listed a second time. */
const acts: readonly EventType[] = [
  'approval-given',
  'decided',
  'erasure-noticed',
  'erasure-notice-ended',
  'erasure-planned',
  'erasure-begun',
  'store-erased',
  'drift-accepted',
  'search-renewed',
  'package-made',
  'report-made',
  'staff-finished',
  'closed',
  'reopened',
  'kept-end-begun',
  'kept-shredded',
  'shredded',
  'package-expired',
];

describe.each(inventions)('an entry by newer code with %s of its own', (_, change) => {
  it.each(eventTypes)('leaves the request readable and where it was: %s', (type) => {
    const request = read(...sample.log, written(sample.log, change, anEvent(type)));

    expect(request.status).toBe(sample.status);
    expect(request.log).toHaveLength(sample.log.length + 1);
    expect(hasNewerEvents(request.log)).toBe(true);
  });

  it.each(Object.entries(reaching))('lets nothing irreversible follow in %s', (_status, steps) => {
    const { log } = aRequest(...steps);
    const request = read(...log, written(log, change, anEvent('closed')));

    expect(acts.filter((type) => allows(request, anEvent(type)))).toEqual([]);
    expect(mayCarryOut(request, 'erasure') || mayCarryOut(request, 'export')).toBe(false);
  });

  it('stops every step that would go on', () => {
    const request = read(...sample.log, written(sample.log, change, anEvent('mailed')));

    expect(() => assertOpen(request)).toThrow(expect.objectContaining({ name: 'TryAgainError' }));
  });

  it('keeps what people say', () => {
    const log = aRequest(...reaching['erasure-notice']).log;
    const request = read(...log, written(log, change, anEvent('mailed')));

    expect(allows(request, anEvent('erasure-paused'))).toBe(true);
    expect(allows(request, anEvent('withdrawn'))).toBe(true);
  });
});

describe('an entry with a field that newer code added', () => {
  it('keeps the field, so that its hash still fits', () => {
    const event = written(
      sample.log,
      (e) => ({ ...e, region: 'eu', actor: { kind: 'desk', via: 'x' } }),
      anEvent('mailed'),
    );
    const [parsed] = parseLog([JSON.stringify(event)]);

    expect(parsed).toEqual(event);
    expect(hasNewerEvents(read(...sample.log, event).log)).toBe(false);
  });
});

import * as fc from 'fast-check';
import { allRegimes } from '../../../functions/config/laws/law-library';
import type { DeadlineCase } from '../../../functions/domain/deadlines/deadline-case';

/** Random cases over all laws, 2024-2036, with extra month ends, leap days, clock changes and midnights. */

const PLACES: Record<string, readonly (string | null)[]> = {
  'eu-gdpr': ['DE', 'DE-BY', 'DE-SN', 'FR', 'FR-57', 'IE', 'AT', 'ES-CT', 'PL', 'GR', null],
  'uk-gdpr': ['GB-ENG', 'GB-SCT', 'GB-NIR'],
  'us-ca-ccpa': ['US-CA'],
  'us-ca-delete-act': ['US-CA', null],
  'nz-privacy': ['NZ'],
  'cn-pipl': ['CN'],
  'cl-21719': ['CL', null],
  'ca-pipeda': ['CA', 'CA-ON', null],
};

const ZONES: Record<string, readonly string[]> = {
  'eu-gdpr': ['Europe/Berlin', 'Europe/Paris', 'Europe/Dublin', 'Europe/Athens', 'Atlantic/Azores'],
};

const EDGE_DAYS = [
  ...[
    '01-28',
    '01-29',
    '01-30',
    '01-31',
    '02-28',
    '03-31',
    '05-31',
    '08-31',
    '10-31',
    '11-30',
    '12-31',
    '12-25',
  ],
  ...['03-29', '10-25', '03-08', '11-01', '04-05', '09-27'],
];

const EVENT_TYPES = [
  ...(['identity_requested', 'identity_verified', 'clarification_requested'] as const),
  ...(['clarification_received', 'fee_requested', 'fee_paid', 'extended'] as const),
];

const QUESTIONS = [
  ['identity_requested', 'identity_verified'],
  ['clarification_requested', 'clarification_received'],
  ['fee_requested', 'fee_paid'],
] as const;

/** An event some minutes after receipt. */
type Later = { type: (typeof EVENT_TYPES)[number]; after: number };

const year = fc.integer({ min: 2024, max: 2036 });
const edgeDay = fc
  .record({ year, day: fc.constantFrom(...EDGE_DAYS) })
  .map(({ year: y, day }) => `${y}-${day}`);
const anyDay = fc
  .record({ year, month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
  .map(({ year: y, month, day }) => `${y}-${two(month)}-${two(day)}`);
const leapDay = fc.constantFrom('2024-02-29', '2028-02-29', '2032-02-29', '2036-02-29');
const time = fc.oneof(
  fc.constantFrom('23:59:59', '00:00:00', '22:00:00', '21:59:59', '01:30:00', '07:00:00', '06:59:59'),
  fc
    .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) })
    .map(({ hour, minute }) => `${two(hour)}:${two(minute)}:00`),
);

/** An instant of receipt in UTC. */
export const receipt = fc
  .record({ day: fc.oneof(anyDay, edgeDay, leapDay), time })
  .map(({ day, time: t }) => `${day}T${t}Z`);

const MINUTES_IN_HALF_A_YEAR = 260_000;
const soon = fc.integer({ min: 0, max: 50_000 });
const anyTime = fc.integer({ min: 0, max: MINUTES_IN_HALF_A_YEAR });

/** Questions with their answers, most of them in time, and notices, as in practice. */
const dialogue = fc
  .record({
    about: fc.constantFrom(...QUESTIONS),
    asked: fc.oneof({ weight: 4, arbitrary: soon }, { weight: 1, arbitrary: anyTime }),
    took: fc.oneof({ weight: 6, arbitrary: soon }, { weight: 1, arbitrary: fc.constant(undefined) }),
  })
  .map(({ about: [question, answer], asked, took }): Later[] => [
    { type: question, after: asked },
    ...(took === undefined ? [] : [{ type: answer, after: asked + took }]),
  ]);

const notice = fc.oneof(soon, anyTime).map((after): Later[] => [{ type: 'extended', after }]);

/** Any event at any time, in an unlikely order. */
const noise = fc
  .record({ type: fc.constantFrom(...EVENT_TYPES), after: anyTime })
  .map((event): Later[] => [event]);

const events = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: dialogue },
      { weight: 3, arbitrary: notice },
      { weight: 1, arbitrary: noise },
    ),
    { maxLength: 4 },
  )
  .map((list) => list.flat());

/** A case of any law. */
export const deadlineCase: fc.Arbitrary<DeadlineCase> = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom('eu-gdpr', 'uk-gdpr', 'us-ca-ccpa') },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...allRegimes().keys()),
    },
  )
  .chain((regime) => {
    const law = allRegimes().get(regime);
    const types = Object.keys(law?.requestTypes ?? {});
    return fc.record({
      regime: fc.constant(regime),
      requestType: fc.oneof(fc.constant(types[0] ?? ''), fc.constantFrom(...types)),
      place: fc.constantFrom(...(PLACES[regime] ?? [null])),
      zone: fc.constantFrom(...(ZONES[regime] ?? [law?.zone ?? 'America/Toronto'])),
      received: receipt,
      events,
    });
  })
  .map(({ events: later, ...rest }) => ({ ...rest, events: later.map((e) => happened(rest.received, e)) }));

function happened(received: string, event: Later) {
  const at = new Date(Date.parse(received) + event.after * 60_000).toISOString();
  return { type: event.type, at };
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

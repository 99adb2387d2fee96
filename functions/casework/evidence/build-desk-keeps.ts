import type { DeskKeeps } from '../../documents/completion-input';
import { keptUntil } from '../../domain/after-erasure';
import { endOfDay, lastDayBefore, plusDuration } from '../../domain/civil-time';
import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import type { Manifest } from '../../domain/manifest';
import { recordGoneBy } from '../../domain/record-gone-by';
import { KEY_RECOVERY_DAYS, REMOVAL_DAYS, TABLE_RECOVERY_DAYS } from '../../domain/recovery-days';
import { openSettlements } from '../../domain/settlements';
import { stubEndsAt } from '../../domain/stub-end';
import { tombstonesUntil } from '../../domain/tombstones';

type Deps = Pick<DeskDeps, 'desk' | 'clock'>;

/**
 * What the desk itself keeps of an erasure, and until when: the record, the stub left of it, and the keyed
 * hashes by which returning data is recognised (Art. 5(1)(a) and (e), 13(2)(a) GDPR). From the settings and
 * from what was erased.
 */
export function buildDeskKeeps(deps: Deps, request: DataSubjectRequest, manifest: Manifest): DeskKeeps {
  const { desk } = deps;
  const recordEnds = recordEndsFrom(deps, request);
  const keptListUntil = keptUntil(request)
    .map(({ until }) => until)
    .sort()
    .at(-1);
  const listEnds = keptListUntil === undefined ? recordEnds : endOfDay(keptListUntil, desk.zone);
  const lastEntry = listEnds > recordEnds ? listEnds : recordEnds;
  const hashes = hashesOf(deps, request, manifest);
  return {
    what: 'a record that this request was made and how it was answered',
    until: dayOf(deps, recordEnds),
    after: {
      recordsKept: desk.recordsKept,
      keyRecoveryDays: KEY_RECOVERY_DAYS,
      stubUntil: dayOf(deps, stubEndsAt(desk, lastEntry)),
      ...defined({ hashes }),
      ...(hasHappened(request, 'identity-verified') ? { proven: provenHashes(deps) } : {}),
      ...(keptListUntil ? { keptListUntil } : {}),
    },
  };
}

/** Not before what others were asked for is to be confirmed: the record is needed to end it. */
function recordEndsFrom({ desk, clock }: Deps, request: DataSubjectRequest): string {
  const promised = openSettlements(request).map(({ confirmBy }) => endOfDay(confirmBy, desk.zone));
  const kept = plusDuration(clock.now(), desk.recordsKept, desk.zone);
  return [kept, ...promised].sort().at(-1) ?? kept;
}

/** Each ends by the day of its own proof; none was proven later than today. */
function provenHashes(deps: Deps) {
  return {
    until: dayOf(deps, recordGoneBy(deps.desk, deps.clock.now())),
    goneWithinDays: TABLE_RECOVERY_DAYS + REMOVAL_DAYS,
  };
}

/** The last ones were written before the last call to a store. */
function hashesOf(deps: Deps, { log }: DataSubjectRequest, manifest: Manifest) {
  const written = [...allOf(log, 'erasure-planned'), ...allOf(log, 'erasure-begun')]
    .map(({ at }) => at)
    .sort();
  const last = written.at(-1);
  if (last === undefined) return undefined;
  return {
    until: dayOf(deps, tombstonesUntil(deps.desk, manifest, last)),
    goneWithinDays: TABLE_RECOVERY_DAYS + REMOVAL_DAYS,
  };
}

function dayOf({ desk }: Deps, instant: string): string {
  return lastDayBefore(instant, desk.zone);
}

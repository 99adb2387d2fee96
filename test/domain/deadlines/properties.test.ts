import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { lawFor } from '../../../functions/config/laws/law-library';
import { deadlines } from '../../../functions/domain/deadlines/deadline';
import type { DeadlineCase, Deadlines } from '../../../functions/domain/deadlines/deadline-case';
import { isWorkingDay } from '../../../functions/domain/deadlines/working-days';
import { deadlineCase, receipt } from './random-cases';
import { workedCases } from './worked-cases';

const settings = { numRuns: 300, seed: 7 };

function answer(request: DeadlineCase): Deadlines {
  return deadlines(request, lawFor(request.regime, request.place));
}

function civil(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function datesIn(found: Deadlines): string[] {
  const { respondBy, acknowledgeBy, extensionNoticeBy, extendedRespondBy, completionNoticeBy } = found;
  return [respondBy, acknowledgeBy, extensionNoticeBy, extendedRespondBy, completionNoticeBy].flatMap(
    (d) => d ?? [],
  );
}

describe('the legal clock, whatever the case', () => {
  it('never gives a date before the day of receipt [C01]', () => {
    fc.assert(
      fc.property(deadlineCase, (request) => {
        const receivedOn = civil(request.received, request.zone);

        expect(datesIn(answer(request)).every((date) => date > receivedOn)).toBe(true);
      }),
      settings,
    );
  });

  it('never gives an earlier date to a later receipt', () => {
    fc.assert(
      fc.property(deadlineCase, receipt, (request, other) => {
        const [first, second] = [request.received, other].sort();
        const [a, b] = [first, second].map((received) =>
          answer({ ...request, received: received ?? '', events: [] }),
        );

        if (a?.respondBy && b?.respondBy) expect(a.respondBy <= b.respondBy).toBe(true);
        if (a?.acknowledgeBy && b?.acknowledgeBy) expect(a.acknowledgeBy <= b.acknowledgeBy).toBe(true);
      }),
      settings,
    );
  });

  it('never lets an extension shorten the period', () => {
    fc.assert(
      fc.property(deadlineCase, (request) => {
        const { respondBy, extendedRespondBy } = answer(request);

        if (respondBy && extendedRespondBy) expect(extendedRespondBy > respondBy).toBe(true);
      }),
      settings,
    );
  });

  it('accepts an extension only when its notice was sent inside the period', () => {
    fc.assert(
      fc.property(deadlineCase, (request) => {
        const found = answer(request);
        const sent = request.events.filter((e) => e.type === 'extended').map((e) => Date.parse(e.at));
        const limit = found.endsBeforeUtc.extensionNoticeBy;

        if (found.extensionValid && limit) expect(Math.min(...sent)).toBeLessThan(Date.parse(limit));
        expect(found.extensionValid === undefined).toBe(sent.length === 0 || found.status === 'notInForce');
      }),
      settings,
    );
  });

  it('ends each date at local midnight, whatever the clocks did that night [C03]', () => {
    fc.assert(
      fc.property(deadlineCase, (request) => {
        const found = answer(request);

        for (const [field, instant] of Object.entries(found.endsBeforeUtc)) {
          const end = Temporal.Instant.from(instant);
          const date = found[field as 'acknowledgeBy'] ?? '';
          expect(civil(end.subtract({ seconds: 1 }).toString(), request.zone)).toBe(date);
          expect(civil(instant, request.zone) > date).toBe(true);
        }
      }),
      settings,
    );
  });

  it('ends on a working day where the law moves a last day', () => {
    fc.assert(
      fc.property(deadlineCase, (request) => {
        const { regime, calendar } = lawFor(request.regime, request.place);
        const { respondBy } = answer(request);

        if (respondBy && regime.counting.roll === 'nextWorkingDay')
          expect(isWorkingDay(respondBy, calendar)).toBe(true);
      }),
      settings,
    );
  });

  it('takes the earlier date and shows the later one beside it', () => {
    fc.assert(
      fc.property(deadlineCase, (request) => {
        const found = answer(request);

        for (const [field, date] of Object.entries(found.alternatives?.later ?? {}))
          expect(date > (found[field as 'acknowledgeBy'] ?? '')).toBe(true);
        for (const [field, date] of Object.entries(found.alternatives?.strictSaturdayCounted ?? {}))
          expect(date < (found[field as 'acknowledgeBy'] ?? '')).toBe(true);
      }),
      settings,
    );
  });

  it('gives a date or says why there is none, and cites every step', () => {
    fc.assert(
      fc.property(deadlineCase, (request) => {
        const found = answer(request);

        if (found.respondBy === null) expect(found.status).toBeDefined();
        if (found.status === 'suspended') expect(found.unsuspendedRespondBy).toBeDefined();
        expect(found.explain.length).toBeGreaterThan(0);
        expect(found.explain.every((step) => step.article && step.confidence)).toBe(true);
      }),
      settings,
    );
  });

  it('leaves what it was given as it was', () => {
    fc.assert(
      fc.property(deadlineCase, (request) => {
        const before = JSON.stringify(request);

        answer(request);

        expect(JSON.stringify(request)).toBe(before);
      }),
      settings,
    );
  });
});

describe('the zone of the process', () => {
  it('changes nothing [C02]', () => {
    const input = workedCases.map((worked) => JSON.stringify(worked)).join('\n');
    const script = `require('./bin/commands/deadlines').runDeadlines(process.stdin, process.stdout, process.stderr)`;
    const cwd = join(__dirname, '../../..');

    const outputs = ['UTC', 'Pacific/Kiritimati', 'America/St_Johns'].map((TZ) =>
      execFileSync(process.execPath, ['-r', 'tsx/cjs', '-e', script], {
        cwd,
        input,
        env: { ...process.env, TZ },
        encoding: 'utf8',
      }),
    );

    expect(outputs[0]?.trim().split('\n')).toHaveLength(workedCases.length);
    expect(new Set(outputs).size).toBe(1);
  });
});

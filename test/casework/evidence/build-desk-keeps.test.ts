import { buildCompletionInput } from '../../../functions/casework/evidence/build-completion-input';
import { buildDeskKeeps } from '../../../functions/casework/evidence/build-desk-keeps';
import { longDate } from '../../../functions/documents/answer-words';
import { completionReport } from '../../../functions/documents/completion-report';
import { deskKeepsText } from '../../../functions/documents/desk-keeps-text';
import { endOfDay, lastDayBefore } from '../../../functions/domain/civil-time';
import type { Manifest } from '../../../functions/domain/manifest';
import { recordGoneBy } from '../../../functions/domain/record-gone-by';
import { stubEndsAt } from '../../../functions/domain/stub-end';
import { aBook, aDesk } from '../../builders/a-desk';
import { aWorld } from '../../builders/a-world';
import { textOf } from '../../documents/text-of';
import { anEvent, aRequest } from '../../domain/a-log';
import { approvedErasure, eraseRounds } from '../../steps/erasure-saga';
import { rowsOf, shopMap } from '../../steps/random-shop';

jest.setTimeout(60_000);

const person = { address: 0, orders: 2, invoices: [], reviews: 1, letters: 1 } as const;

async function erasedWith(settings: { recordsKept?: string; backupsKept?: string }) {
  const usual = aDesk();
  const { recordsKept = usual.recordsKept, backupsKept } = settings;
  const stores = usual.stores.map((store) => ({ ...store, ...(backupsKept ? { backupsKept } : {}) }));
  const desk = { ...usual, recordsKept, stores };
  const world = aWorld({ desk, book: aBook(desk), map: shopMap, rows: rowsOf([[0, person]]) });
  const requestId = await approvedErasure(world);
  await eraseRounds(world, requestId);
  const input = await buildCompletionInput(world, await world.register.load(requestId));
  return { world, input, text: textOf(completionReport(input).html) };
}

describe('what an erasure report says the desk itself keeps', () => {
  it.each([{}, { recordsKept: 'P2Y' }, { backupsKept: 'P400D' }, { recordsKept: 'P9Y', backupsKept: 'P1D' }])(
    'follows from the settings: %j',
    async (settings) => {
      const { world, input, text } = await erasedWith(settings);
      const { zone } = world.desk;
      const untils = [...world.tombstones.entries.values()].map(({ until }) => until).sort();

      expect(untils.length).toBeGreaterThan(0);
      expect(input.deskKeeps.after?.hashes?.until).toBe(lastDayBefore(untils.at(-1) ?? '', zone));
      expect((input.deskKeeps.after?.stubUntil ?? '') > input.deskKeeps.until).toBe(true);
      for (const sentence of deskKeepsText(input.deskKeeps, longDate)) expect(text).toContain(sentence);
      expect(text).toContain(`until ${longDate(input.deskKeeps.after?.hashes?.until ?? '')}`);
      expect(text).not.toContain('erased as well');
      const proven = input.deskKeeps.after?.proven?.until ?? '';
      const gone = lastDayBefore(recordGoneBy(world.desk, world.clock.now()), zone);
      expect(proven).toBe(gone);
      expect(text).toContain(`It is kept until ${longDate(proven)} at the latest`);
    },
  );

  it('names no codes of erased records if none were written', async () => {
    const { input } = await erasedWith({});
    const { hashes: _, ...after } = input.deskKeeps.after ?? {
      recordsKept: 'P3Y',
      keyRecoveryDays: 7,
      stubUntil: '',
    };

    expect(deskKeepsText({ ...input.deskKeeps, after }, longDate).join(' ')).not.toContain('erased record');
  });

  it.each(['Pacific/Auckland', 'America/Los_Angeles', 'Europe/Berlin', 'UTC'])(
    'counts each day to its end in the time zone of the desk: %s',
    (zone) => {
      const desk = { ...aDesk(), zone, recordsKept: 'P1Y' };
      const world = aWorld({ desk, book: aBook(desk), now: '2026-03-10T10:00:00.000Z' });
      for (const until of ['2027-03-10', '2034-12-31', '2036-02-29']) {
        const request = aRequest(
          anEvent('received', { zone }),
          anEvent('erasure-planned'),
          anEvent('kept-until', { until }),
        );
        const treatment = { action: 'retain', until } as never;
        const rows = [{ treatment } as never];
        const manifest = { stores: [{ collections: [{ rows }] }] } as unknown as Manifest;

        const { after } = buildDeskKeeps(world, request, manifest);

        const ended = endOfDay(until, zone);
        const stub = stubEndsAt(desk, ended);
        expect(after?.stubUntil).toBe(lastDayBefore(stub, zone));
        expect(after?.keptListUntil).toBe(until);
        if (until > '2034') expect(after?.hashes?.until).toBe(until);
      }
    },
  );

  it('promises nothing for an old report, which says only what was done', () => {
    expect(deskKeepsText({ what: 'a record', until: '2029-12-31' }, longDate)).toEqual([
      'We keep a record until 31 December 2029. Then it is made unreadable.',
    ]);
  });
});

import { buildCompletionInput } from '../../functions/casework/evidence/build-completion-input';
import { completionReport } from '../../functions/documents/completion-report';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { foundCounts } from '../../functions/web/staff/decide/found-counts';
import { aBook, aDesk } from '../builders/a-desk';
import { aWorld } from '../builders/a-world';
import { approvedErasure, eraseRounds } from './erasure-saga';
import { rowsOf, shopMap } from './random-shop';

jest.setTimeout(60_000);

const person = { address: 0, orders: 1, invoices: [], reviews: 2, letters: 0 } as const;
const fate = '2 kept without Customer, Name; Number, Stars stay';

describe('records that are anonymised', () => {
  it('are described field by field: on the decision page, in the mail and in the report', async () => {
    const desk = aDesk();
    const world = aWorld({ desk, book: aBook(desk), map: shopMap, rows: rowsOf([[0, person]]) });
    const requestId = await approvedErasure(world);
    const { stores } = await foundCounts(world, await world.register.load(requestId));

    await eraseRounds(world, requestId);
    await notifyOutcome(world, { requestId });

    expect(stores.flatMap((store) => store.collections).map(({ blanked }) => blanked)).toContain(fate);
    const mail = world.mailbox.sent.map(({ text }) => text.replaceAll(/\s+/g, ' ')).join('\n');
    expect(mail).toContain(`Reviews: ${fate}`);
    expect(mail).not.toContain('no longer linked');
    const report = completionReport(await buildCompletionInput(world, await world.register.load(requestId)));
    expect(report.html).toContain(fate);
    expect(JSON.stringify(report.json)).toContain('"stay":["Number","Stars"]');
  });
});

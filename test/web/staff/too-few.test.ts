import type { StaffMember } from '../../../functions/domain/desk';
import { aDesk, alma, bruno, jonas } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, happened } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

const reader: StaffMember = { ...bruno, email: mia.email };
const clara: StaffMember = { ...bruno, id: 'clara', name: 'Clara', email: 'clara@shop.example.com' };

/** An erasure that one of the approvers asked for, and the page of another. */
async function asked(staff: readonly StaffMember[], needed: number, approvedBefore = false) {
  const world = aWorld({ desk: aDesk({ staff: [...staff, jonas], approvals: { erasure: needed } }) });
  const id = await awaitingDecision(world, aForm({ right: 'erasure', email: mia.email }));
  if (approvedBefore) {
    const frozen = (await world.register.load(id)).log.findLast((e) => e.type === 'manifest-frozen')?.data;
    const { hash: manifestHash } = frozen as { hash: string };
    await world.register.append(id, 'first', () => anEvent('approval-given', { manifestHash }));
  }
  const browser = openDesk(world);
  const page = await enter(browser, newestLink(world, 's/decide'));
  return { world, id, browser, page };
}

describe('where too few can approve, since one of them asks for their own data', () => {
  it.each([false, true])(
    'the page says so and what to do, whether or not one has approved: %s',
    async (approvedBefore) => {
      const { world, id, browser, page } = await asked([alma, reader], 2, approvedBefore);
      const before = happened(await world.register.load(id));

      const totp = await appCode(world);
      const forced = await browser.submit(page, { totp, act: 'approved' }, 'hand-over');

      for (const { html } of [page, forced]) {
        expect(textOf(html)).toContain('2 people have to approve this, and only 1 may');
        expect(textOf(html)).toContain('Hand it over below');
      }
      expect(actsOf(page.html)).toEqual(expect.arrayContaining(['refuse', 'hand-over']));
      expect(actsOf(page.html)).not.toContain('approved');
      expect(happened(await world.register.load(id))).toEqual(before);
    },
  );

  it.each([
    ['enough are left', [alma, reader, clara], 2],
    ['one is enough', [alma, reader], 1],
  ] as const)('the page says nothing of this where %s', async (_what, staff, needed) => {
    const { page } = await asked(staff, needed);

    expect(actsOf(page.html)).toContain('approved');
  });

  it('the requester reads what helps if no one else may decide', async () => {
    const world = aWorld({ desk: aDesk({ staff: [reader, jonas] }) });
    await awaitingDecision(world, aForm({ right: 'erasure', email: mia.email }));

    const page = await enter(openDesk(world), newestLink(world, 's/decide', reader.email));

    expect(page.status).toBe(403);
    expect(textOf(page.html)).toContain('If nobody else may, whoever runs the desk');
  });
});

import type { StaffMember } from '../../../functions/domain/desk';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { refusedBefore } from '../../../functions/web/staff/refused-before';
import { aDesk, alma, bruno } from '../../builders/a-desk';
import { aWorld, received } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

const renamed: StaffMember = { ...alma, id: 'al', formerIds: ['alma-2', 'alma'] };
const twin: StaffMember = { ...alma, id: 'alma-two' };

/** A request that carries on what Alma refused, and that was handed over. */
async function carriedOn(staff: readonly StaffMember[]) {
  const world = aWorld({ desk: aDesk({ staff: [...staff] }) });
  const requestId = await received(world);
  await world.register.append(requestId, 'carries-on', () =>
    anEvent('carries-on', { fromId: 'a', proofOf: 'b', refusedBy: ['alma'], vouchedBy: [] }),
  );
  await world.register.append(requestId, 'hand', () => anEvent('handed-to-staff', { reason: 'drift' }));
  return { world, requestId };
}

describe('what was refused and has to be done after all', () => {
  it.each([
    ['under the same id', alma],
    ['under a new id that names the old one', renamed],
    ['under a second id with the same mailbox', twin],
  ])('is not refused again by the one who did, %s, though it was handed over', async (_, member) => {
    const staff = member === twin ? [alma, twin, bruno] : [member, bruno];
    const { world, requestId } = await carriedOn(staff);
    await handToStaff(world, { requestId, taskToken: 'case' });
    const desk = openDesk(world);
    const link = newestLink(world, 's/case', member.email);
    const page = await enter(desk, link);
    const fields = { outcome: 'refused', ground: 'excessive', 'covers-all': 'yes', answer: 'No.' };

    const done = await desk.submit(page, { ...fields, code: link.code });

    expect(done.status).toBe(400);
    expect(textOf(done.html)).toContain('You decided on this before');
    expect(textOf(done.html)).toContain(`${bruno.name} can`);
    expect((await world.register.load(requestId)).log.some(({ type }) => type === 'staff-finished')).toBe(
      false,
    );
  });

  it('may be refused by somebody else', async () => {
    const { world, requestId } = await carriedOn([renamed, bruno]);
    const request = await world.register.load(requestId);

    expect(await refusedBefore(world, { request, staff: bruno })).toBeUndefined();
  });
});

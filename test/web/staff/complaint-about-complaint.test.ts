import { type DataSubjectRequest, staffFinish } from '../../../functions/domain/data-subject-request';
import { lastOf } from '../../../functions/domain/log-entries';
import { referenceOf } from '../../../functions/domain/reference';
import { closeRequest } from '../../../functions/steps/close-request/close-request';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { anEvent } from '../../domain/a-log';
import { aShop, binds, Visit } from '../a-visit';
import { textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

type Fields = Readonly<Record<string, string>>;

async function aVisit(): Promise<Visit> {
  const visit = new Visit(
    aShop('GB-ENG', 'Europe/London', [binds('uk-gdpr')], { now: '2026-10-05T16:00:00.000Z' }),
  );
  await visit.ask('restriction', 'GB', { message: 'please' });
  await visit.prove();
  await finish(visit, 'alma@shop.example.com', {
    outcome: 'refused',
    ground: 'conditions-not-met',
    'covers-all': 'yes',
    answer: 'None of the four cases.',
  });
  return visit;
}

/** Records how the newest request ended, and tells the person. */
async function finish(visit: Visit, email: string, fields: Fields) {
  const { world, requestId } = visit;
  if ((await visit.load()).status !== 'with-staff')
    await world.register.append(requestId, 'hand', () =>
      anEvent('handed-to-staff', { reason: 'right-by-staff' }),
    );
  await handToStaff(world, { requestId, taskToken: `case-${requestId}` });
  const desk = openDesk(world);
  const link = newestLink(world, 's/case', email);
  const page = await enter(desk, link);
  const done = await desk.submit(page, { ...fields, code: link.code });
  await notifyOutcome(world, { requestId });
  await closeRequest(world, { requestId });
  return { page, done };
}

async function complain(visit: Visit, about: string): Promise<string> {
  await visit.ask('complaint', 'GB', { message: 'That is wrong.', about: referenceOf(about) });
  return visit.requestId;
}

function carried(request: DataSubjectRequest) {
  return staffFinish(request)?.data.carriesOn;
}

describe('a complaint about the answer to a complaint', () => {
  it.each([1, 2, 3])(
    'leads to the original request, where it is upheld: over %d before it',
    async (count) => {
      const visit = await aVisit();
      const first = visit.requestId;
      for (let n = 0; n < count; n += 1) {
        await complain(visit, visit.requestId);
        await finish(visit, n === 0 ? 'bruno@shop.example.com' : 'alma@shop.example.com', {
          outcome: 'refused',
          answer: 'We stand by it.',
        });
      }
      await complain(visit, visit.requestId);

      const { page, done } = await finish(visit, 'alma@shop.example.com', {
        outcome: 'fulfilled',
        follow: 'anew',
        answer: 'You were right after all.',
      });

      expect(page.html).toContain('value="anew"');
      expect([done.status, textOf(done.html)]).toEqual([200, expect.any(String)]);
      const next = carried(await visit.load());
      expect(next).toMatchObject({ right: 'restriction', proofOf: first });
      const mail = visit.mails().find((text) => text.includes('You were right after all.'));
      expect(mail).toContain(referenceOf(next?.requestId ?? ''));
      expect(mail).not.toMatch(/Nothing more from our side/);
      const opened = await visit.world.register.load(next?.requestId ?? '');
      expect(lastOf(opened.log, 'carries-on')?.data.refusedBy).toContain('alma');
    },
  );

  it('leads to what an earlier complaint led to, where that was refused again', async () => {
    const visit = await aVisit();
    const complaint = await complain(visit, visit.requestId);
    await finish(visit, 'bruno@shop.example.com', { outcome: 'fulfilled', follow: 'anew', answer: 'Right.' });
    const again = carried(await visit.load())?.requestId ?? '';
    visit.requestId = again;
    await finish(visit, 'bruno@shop.example.com', {
      outcome: 'refused',
      ground: 'conditions-not-met',
      'covers-all': 'yes',
      answer: 'Still none of the four cases.',
    });
    expect((await visit.load()).outcome).toBe('refused');
    await complain(visit, complaint);

    const { page } = await finish(visit, 'alma@shop.example.com', {
      outcome: 'fulfilled',
      follow: 'anew',
      answer: 'Right after all.',
    });

    expect(page.html).toContain('value="anew"');
    expect(carried(await visit.load())).toMatchObject({ right: 'restriction', proofOf: again });
  });
});

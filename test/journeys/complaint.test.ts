import { lastOf } from '../../functions/domain/log-entries';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { referenceOf } from '../../functions/domain/reference';
import { rightNames } from '../../functions/domain/rights';
import { checkForm } from '../../functions/web/form/intake.routes';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(180_000);

let walk: DeskWalk;

beforeAll(async () => {
  walk = await startJourney({ now: '2026-07-06T09:00:00Z' });
});

afterAll(() => walk.desk.stop());

const { email } = people.tariq;
const flat = (text = '') => text.replace(/[\s>]+/g, ' ');

describe('a complaint about a refusal, if there is only one approver', () => {
  it('comes by the link in the mail, is reviewed by the same person, who says so, and leads to what was first asked for', async () => {
    const first = await walk.ask({ right: 'access', email, place: 'GB' });
    await walk.prove(email);
    await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
    const refusing = await walk.enter('alma@example.com', 'decide');
    const lists = refusing.page.root.querySelectorAll('select[id^="refuse-ground"]');
    const grounds = lists.map((list) => [list.getAttribute('name') ?? '', 'excessive'] as const);
    const reason = 'You asked us only last week.';
    await walk.act(refusing, /^refuse/i, { ...Object.fromEntries(grounds), 'covers-all': 'yes', reason });
    expect((await walk.load(first)).outcome).toBe('refused');
    const [link = ''] = /https?:\/\/\S+right=complaint\S+/.exec(walk.newestMail(email).text ?? '') ?? [];

    const visitor = walk.visitor();
    const form = await visitor.open(link);
    const formId = form.root.querySelector('input[name="formId"]')?.getAttribute('value') ?? '';
    const typed = {
      right: 'complaint',
      about: form.root.querySelector('[name="about"]')?.getAttribute('value') ?? '',
      forWhom: 'self',
      relation: 'customer',
      email,
      message: 'I never asked before.',
    };
    await visitor.submit(form, typed);
    await walk.desk.quiet();
    const complaint = requestIdOf(formId, checkForm(typed, rightNames).form);

    expect(lastOf((await walk.load(complaint)).log, 'review-tied')?.data).toEqual({
      aboutId: first,
      by: 'reference',
      decidedBy: ['alma'],
    });
    expect(flat(walk.newestMail(email).text)).toContain('The same person looks at it again');

    const visit = await walk.enter('alma@example.com', 'case');
    expect(visit.page.text).toContain('You asked us only last week.');
    await walk.act(visit, /record/i, {
      outcome: 'fulfilled',
      follow: 'anew',
      answer: 'That was wrong of us.',
    });

    const next = lastOf((await walk.load(complaint)).log, 'carried-on')?.data.requestId ?? '';
    expect((await walk.load(complaint)).outcome).toBe('fulfilled');
    const told = walk.mails(email).find((mail) => flat(mail.text).includes('That was wrong of us.'));
    expect(flat(told?.text)).toContain(referenceOf(next));
    expect(flat(told?.text)).toContain('the same person looked at it again');
    expect((await walk.load(next)).right).toBe('access');
    expect(['locating', 'awaiting-decision']).toContain((await walk.load(next)).status);
  });
});

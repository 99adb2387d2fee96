import { lastOf } from '../../functions/domain/log-entries';
import { aShop, binds, Visit } from './a-visit';
import { textOf } from './staff/browser';
import { appCode, setUpApp } from './staff/staff-desk';

/** Desks under one law each, on a day before it begins and on one after. */
const laws = [
  [
    'cl-21719',
    'CL',
    'America/Santiago',
    '2026-11-28T16:00:00.000Z',
    '2026-12-02T16:00:00.000Z',
    /21\.?719|Agencia|\bArt\b/,
  ],
  [
    'us-ok-ocdpa',
    'US-OK',
    'America/Chicago',
    '2026-12-07T16:00:00.000Z',
    '2027-01-04T16:00:00.000Z',
    /SB 546|Attorney General|appeal/i,
  ],
] as const;

async function waitingRequest(law: string, place: string, zone: string, now: string) {
  const world = aShop(place, zone, [binds(law)], { now });
  const visit = new Visit(world);
  await visit.ask('access', place);
  await visit.prove();
  const page = await visit.toDecision();
  await setUpApp(world);
  return { world, visit, page };
}

const flat = (text = '') => text.replaceAll(/\s+/g, ' ');

describe.each(laws)('a request that comes before %s begins', (law, place, zone, before, after, named) => {
  it('cannot be refused on a ground of that law, only in the staff’s own words', async () => {
    const { visit, page } = await waitingRequest(law, place, zone, before);

    expect(page.html).not.toMatch(/<select id="refuse-ground/);
    expect(flat(textOf(page.html))).toMatch(
      /was not in force when this arrived, so none of its grounds counts/,
    );
    const done = await visit.act(page, { ground: 'unfounded', 'covers-all': 'yes', reason: 'No.' }, 'refuse');
    expect(done.status).toBe(400);
    expect(lastOf((await visit.load()).log, 'decided')).toBeUndefined();
  });

  it('is refused in a mail that names no article, authority or appeal of that law', async () => {
    const { world, visit, page } = await waitingRequest(law, place, zone, before);
    await visit.act(page, { reason: 'Because of this.', totp: await appCode(world) }, 'refuse-own-words');
    expect(lastOf((await visit.load()).log, 'decided')?.data.ground).toBe('own-words');

    await visit.end();

    const mail = flat(visit.mails().at(-1));
    expect(mail).toContain('Because of this.');
    expect(mail).not.toMatch(named);
    expect(mail).toMatch(/None of the laws that we follow here was in force when your request arrived/);
    expect(mail).toContain(world.desk.controller.contactEmail);
  });

  it('is answered with a copy that does not name it', async () => {
    const { visit } = await waitingRequest(law, place, zone, before);
    await visit.approve();

    const mail = flat(visit.mails().at(-1));
    expect(mail).not.toMatch(named);
    expect(mail).toMatch(/None of the laws that we follow here was in force/);
  });

  it('is under all of that law from the day on which it begins', async () => {
    const { visit, page } = await waitingRequest(law, place, zone, after);

    expect(page.html).toMatch(/<select id="refuse-ground/);
    await visit.approve();
    expect(flat(visit.mails().at(-1))).toMatch(named);
  });
});

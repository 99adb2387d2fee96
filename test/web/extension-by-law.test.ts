import { mailExtension } from '../../functions/casework/mail/mail-extension';
import type { DeskLaw } from '../../functions/domain/desk';
import { dueDates } from '../../functions/domain/due-dates';
import { aShop, binds, Visit, voluntary } from './a-visit';
import { optionsOf, textOf } from './staff/browser';

/*
 * Extensions under each law. Dates worked out by hand from Monday 5 October 2026: one and three months under
 * the GDPR, thirty and sixty days under other laws, forty-five and ninety in California.
 */

const MONTH = '2026-11-05';

const reason = 'Old archives are slow.';

async function deciding(laws: readonly DeskLaw[], lives: string, place = 'DE-BE') {
  const zones: Record<string, string> = { 'CH-ZH': 'Europe/Zurich', 'US-CA': 'America/Los_Angeles' };
  const visit = await new Visit(aShop(place, zones[place] ?? 'Europe/Berlin', laws)).ask('access', lives);
  await visit.prove();
  return { visit, page: await visit.toDecision() };
}

/** Field by law: the names under which grounds are posted. */
function fieldsOf(html: string): string[] {
  return [...html.matchAll(/<select id="extend-(ground[^"]*)"/g)].map(([, field = '']) => field);
}

const firstOf = (html: string, field: string) =>
  Object.values(optionsOf(html, `extend-${field}`)).find(Boolean) ?? '';

/** Valid or not, by law. */
async function extendedOf(visit: Visit) {
  const { clocks } = dueDates(await visit.load(), visit.world.book);
  return Object.fromEntries(clocks.map(({ regime, dates }) => [regime, dates.extensionValid === true]));
}

const latestOf = async (visit: Visit) => dueDates(await visit.load(), visit.world.book).latest;

describe('an extension', () => {
  it.each(['ch-fadp', 'ca-pipeda', 'za-paia', 'kr-pipa', 'sg-pdpa', 'ca-qc-law25', 'us-ca-ccpa'])(
    'never rests on a ground of a law that is followed voluntarily: %s',
    async (regime) => {
      const { visit, page } = await deciding([binds('eu-gdpr'), voluntary(regime)], '');
      const fields = fieldsOf(page.html);
      const own = fields.find((field) => field === `ground-${regime}`);
      if (own) {
        await visit.act(page, { [own]: firstOf(page.html, own), reason, until: '2026-11-20' }, 'extend');

        expect((await extendedOf(visit))['eu-gdpr']).toBe(false);
        expect((await latestOf(visit)) <= MONTH).toBe(true);
      }
      if (fields.length > 0)
        expect(Object.values(optionsOf(page.html, 'extend-ground'))).toContain('complexity');
    },
  );

  it('under the law that binds does not move the date of a law that is followed voluntarily, and the page says so', async () => {
    const { visit, page } = await deciding([binds('eu-gdpr'), voluntary('ch-fadp')], '');
    const answer = await visit.act(page, { ground: 'complexity', reason, until: '2026-12-20' }, 'extend');

    expect(textOf(answer.html)).toContain(
      'This does not help: without a ground under FADP, its date of Wednesday 4 November 2026 stays.',
    );
    expect((await visit.load()).log.some(({ type }) => type === 'extended')).toBe(false);
    expect(textOf(page.html)).toContain('You follow it voluntarily: its grounds move no other law’s date.');
  });

  it('under each law moves each by its own ground, and the letter cites every one', async () => {
    const { visit, page } = await deciding([binds('eu-gdpr'), binds('ch-fadp')], 'DE', 'CH-ZH');
    const grounds = Object.fromEntries(
      fieldsOf(page.html).map((field) => [field, firstOf(page.html, field)]),
    );
    await visit.act(page, { ...grounds, reason, until: '2026-12-20' }, 'extend');

    expect(Object.keys(grounds)).toHaveLength(2);
    expect(await extendedOf(visit)).toEqual({ 'eu-gdpr': true, 'ch-fadp': true });
    expect(await latestOf(visit)).toBe('2026-12-20');
    const letter = visit.mails().at(-1) ?? '';
    expect(letter).toMatch(/DPO Art 18/);
    expect(letter).toMatch(/GDPR Art 12\(3\)/);
  });

  it.each([
    [
      'a law that is gone',
      { 'eu-gdpr': 'complexity', 'xx-gone': 'some' },
      /Your request is complex[^(]*\(GDPR Art 12\(3\)\)/,
    ],
    ['a ground that is gone', { 'eu-gdpr': 'no-longer' }, /WHY - there is much to find > /],
  ])('cites what the data still holds, and no empty brackets: %s', async (_, grounds, cited) => {
    const { visit } = await deciding([binds('eu-gdpr')], 'DE');
    const { requestId, world } = visit;
    const data = {
      regime: 'eu-gdpr',
      ground: 'complexity',
      words: 'there is much to find',
      staffId: 'alma',
      grounds,
    };
    const actor = { kind: 'staff', id: 'alma' } as const;
    const sealed = await world.vault.seal(requestId, reason);
    await world.register.append(requestId, 'extend', () => ({ type: 'extended', data, actor, sealed }));

    await mailExtension(world, requestId);

    const letter = (visit.mails().at(-1) ?? '').replace(/\s+/g, ' ');
    expect(letter).toMatch(cited);
    expect(letter).not.toMatch(/\( *\)/);
  });

  it('gives only once what two laws say in the same words, with the article of each', async () => {
    const { visit, page } = await deciding(
      [binds('eu-gdpr'), { ...binds('uk-gdpr'), established: true }],
      '',
    );
    const grounds = Object.fromEntries(fieldsOf(page.html).map((field) => [field, 'complexity']));
    await visit.act(page, { ...grounds, reason }, 'extend');

    const letter = (visit.mails().at(-1) ?? '').replace(/\s+/g, ' ');
    expect(letter.match(/Your request is complex/g)).toHaveLength(1);
    expect(letter).toMatch(/\(GDPR Art 12\(3\); UK GDPR/);
  });

  it('under one of two laws that bind goes only as far as the other allows', async () => {
    const { visit, page } = await deciding([binds('us-ca-ccpa'), binds('eu-gdpr')], 'BR', 'US-CA');
    await visit.act(page, { ground: 'complexity', reason }, 'extend');

    expect(fieldsOf(page.html)).toEqual(['ground', 'ground-us-ca-ccpa']);
    expect(await extendedOf(visit)).toEqual({ 'eu-gdpr': true, 'us-ca-ccpa': false });
    expect(await latestOf(visit)).toBe('2026-11-19');
    expect(visit.mails().at(-1)).toContain('by Thursday 19 November 2026 at the latest');
    expect(visit.mails().at(-1)).not.toContain('7021');
  });

  it('is not requested under a law whose own date is later anyway', async () => {
    const { page } = await deciding([binds('eu-gdpr'), binds('us-ia-icdpa')], 'US-IA');

    expect(fieldsOf(page.html)).toContain('ground');
    expect(textOf(page.html)).toMatch(
      /Take longer, until Sunday 3 January 2027|Take longer, until Tuesday 5 January 2027/,
    );
  });

  it('limited by another law’s date is explained where its own date would have been', async () => {
    const { page } = await deciding([binds('eu-gdpr'), binds('br-lgpd')], 'BR');

    expect(textOf(page.html)).toContain(
      'that would not help: LGPD keeps its date of Tuesday 20 October 2026.',
    );
  });

  it('in an old log moves every clock, as it did then', async () => {
    const { visit } = await deciding([binds('eu-gdpr'), binds('us-ca-ccpa')], '');
    const { requestId, world } = visit;
    const actor = { kind: 'staff', id: 'alma' } as const;
    const data = {
      regime: 'eu-gdpr',
      ground: 'complexity',
      words: 'the request is complex',
      staffId: 'alma',
    };
    const after = await world.register.append(requestId, 'extend', () => ({ type: 'extended', data, actor }));
    const key = `extension-${after.log.length}`;
    await world.register.append(requestId, key, () => ({
      type: 'mailed',
      data: { key, kind: 'extension-notice', to: 'requester' },
      actor: { kind: 'desk' },
    }));

    expect(await extendedOf(visit)).toEqual({ 'eu-gdpr': true, 'us-ca-ccpa': true });
  });
});

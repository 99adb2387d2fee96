import { aShop, binds, Visit } from '../a-visit';
import { textOf } from './browser';

/**
 * The page on which staff carry out a right, under one law, or several, on a day on which all of them are in
 * force.
 */
async function caseText(
  place: string,
  zone: string,
  laws: readonly string[],
  right: string,
  livesIn = place,
) {
  const world = aShop(place, zone, laws.map(binds), { now: '2027-02-01T15:00:00.000Z' });
  const visit = new Visit(world);
  await visit.ask(right, livesIn, { message: 'please' });
  await visit.prove();
  await world.register.append(visit.requestId, 'hand', () => ({
    type: 'handed-to-staff',
    data: { reason: 'right-by-staff' },
    actor: { kind: 'desk' },
  }));
  return textOf((await visit.toCase()).html).replaceAll(/\s+/g, ' ');
}

describe('the steps of a right that a person carries out', () => {
  it.each([
    ['CL', 'America/Santiago', 'cl-21719', 'restriction', /21\.719\) Art 8 ter/],
    ['CL', 'America/Santiago', 'cl-21719', 'objection', /21\.719\) Art 8\b/],
    ['CL', 'America/Santiago', 'cl-21719', 'automated-decision-review', /Art 8 bis/],
    ['TH', 'Asia/Bangkok', 'th-pdpa', 'restriction', /PDPA B\.E\. 2562 s 34/],
    ['TH', 'Asia/Bangkok', 'th-pdpa', 'objection', /PDPA B\.E\. 2562 s 32/],
    ['CN', 'Asia/Shanghai', 'cn-pipl', 'restriction', /PIPL Art 44/],
    ['BR', 'America/Sao_Paulo', 'br-lgpd', 'automated-decision-review', /LGPD Art 20/],
    ['US-MN', 'America/Chicago', 'us-mn-mcdpa', 'automated-decision-review', /325M\.14/],
  ])(
    'cite in %s, %s, under %s for %s the article of that law, and nothing of the GDPR',
    async (place, zone, law, right, article) => {
      const text = await caseText(place, zone, [law], right);

      expect(text).toMatch(article);
      expect(text).not.toMatch(/GDPR|four cases|Art\. (18|19|21|22)\b/);
    },
  );

  it.each([
    [
      'DE-BE',
      'Europe/Berlin',
      'eu-gdpr',
      'restriction',
      'Does one of the four cases of Art. 18(1) GDPR hold?',
    ],
    [
      'GB-ENG',
      'Europe/London',
      'uk-gdpr',
      'restriction',
      'Does one of the four cases of Art. 18(1) UK GDPR hold?',
    ],
    ['DE-BE', 'Europe/Berlin', 'eu-gdpr', 'objection', '(Art. 21(2)-(3) GDPR)'],
    ['GB-ENG', 'Europe/London', 'uk-gdpr', 'automated-decision-review', 'UK GDPR Arts 22A-22D'],
  ])('cite in %s, %s, under %s for %s what that law says', async (place, zone, law, right, words) => {
    expect(await caseText(place, zone, [law], right)).toContain(words);
  });

  it('follow the GDPR and name the other law where both govern', async () => {
    const text = await caseText('DE-BE', 'Europe/Berlin', ['eu-gdpr', 'cl-21719'], 'restriction', 'CL');

    expect(text).toContain('Does one of the four cases of Art. 18(1) GDPR hold?');
    expect(text).toMatch(/Read what .*Art 8 ter.* asks for/);
  });
});

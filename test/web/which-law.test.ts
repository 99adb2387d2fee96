import { requesterFacts } from '../../functions/casework/evidence/requester-facts';
import type { DeskLaw } from '../../functions/domain/desk';
import { dueDates } from '../../functions/domain/due-dates';
import { lastOf } from '../../functions/domain/log-entries';
import { optOutStores } from '../../functions/steps/opt-out-stores/opt-out-stores';
import type { World } from '../builders/a-world';
import { aShop, binds, no, Visit, voluntary } from './a-visit';
import { aLetter } from './staff/a-letter';
import { optionsOf, textOf } from './staff/browser';
import { signedInWithApp } from './staff/staff-desk';

/*
 * Which law each requester is answered under, from the form to the answer. The dates were counted by hand on
 * a calendar from Monday 5 October 2026: by the month of the GDPR (and of the United Kingdom), by the thirty
 * days of Switzerland, and by the 45 days of California.
 */

const MONTH = '2026-11-05';
const THIRTY_DAYS = '2026-11-04';
const FORTY_FIVE_DAYS = '2026-11-19';

const authorities = {
  DE: { name: 'Berlin Commissioner for Data Protection', url: 'https://www.datenschutz-berlin.de' },
  GB: { name: 'the Information Commission', url: 'https://ico.org.uk/make-a-complaint/' },
  US: { name: 'the California Privacy Protection Agency', url: 'https://cppa.ca.gov' },
  CH: { name: 'the FDPIC', url: 'https://www.edoeb.admin.ch' },
};

function shopIn(place: string, zone: string, laws: readonly DeskLaw[], now?: string): World {
  const authority = authorities[place.slice(0, 2) as keyof typeof authorities];
  const controller = {
    legalName: 'Lamps and Sons',
    address: '7 Lamp Lane',
    contactEmail: 'privacy@shop.example.com',
    authority,
  };
  return aShop(place, zone, laws, { controller, ...(now ? { now } : {}) });
}

const shops = {
  EU: () =>
    shopIn('DE-BE', 'Europe/Berlin', [
      binds('eu-gdpr'),
      binds('uk-gdpr'),
      voluntary('us-ca-ccpa'),
      binds('ch-fadp'),
    ]),
  UK: () =>
    shopIn('GB-ENG', 'Europe/London', [
      voluntary('us-ca-ccpa'),
      binds('eu-gdpr'),
      binds('uk-gdpr'),
      voluntary('ch-fadp'),
    ]),
  /**
   * A law that is followed voluntarily does not displace one that binds, because nobody checks where somebody
   * says they live.
   */
  'California alone': () =>
    shopIn('US-CA', 'America/Los_Angeles', [voluntary('eu-gdpr'), binds('us-ca-ccpa'), voluntary('uk-gdpr')]),
  California: () =>
    shopIn('US-CA', 'America/Los_Angeles', [binds('us-ca-ccpa'), binds('eu-gdpr'), binds('uk-gdpr')]),
  Switzerland: () => shopIn('CH-ZH', 'Europe/Zurich', [binds('eu-gdpr'), binds('ch-fadp')]),
};

type Shop = keyof typeof shops;
type Law = 'eu' | 'uk' | 'ca' | 'ch';

const ids: Readonly<Record<Law, string>> = {
  eu: 'eu-gdpr',
  uk: 'uk-gdpr',
  ca: 'us-ca-ccpa',
  ch: 'ch-fadp',
};

/** The shop, the place as on the form, the laws that govern, and the last day. */
const cells: readonly (readonly [Shop, string, readonly Law[], string])[] = [
  ['EU', 'DE', ['eu'], MONTH],
  ['EU', 'NO', ['eu'], MONTH],
  ['EU', 'GB', ['eu', 'uk'], MONTH],
  ['EU', 'US-CA', ['eu', 'ca'], MONTH],
  ['EU', 'CH', ['eu', 'ch'], THIRTY_DAYS],
  ['EU', '', ['eu', 'uk', 'ca', 'ch'], THIRTY_DAYS],
  ['EU', 'BR', ['eu'], MONTH],
  ['EU', 'US', ['eu'], MONTH],
  ['EU', 'other', ['eu'], MONTH],
  ['UK', 'DE', ['eu', 'uk'], MONTH],
  ['UK', 'GB', ['uk'], MONTH],
  ['UK', 'US-CA', ['ca', 'uk'], MONTH],
  ['UK', 'CH', ['uk', 'ch'], THIRTY_DAYS],
  ['UK', '', ['ca', 'eu', 'uk', 'ch'], THIRTY_DAYS],
  ['UK', 'BR', ['uk'], MONTH],
  ['California', 'DE', ['eu'], MONTH],
  ['California', 'GB', ['uk'], MONTH],
  ['California', 'US-CA', ['ca'], FORTY_FIVE_DAYS],
  ['California', 'CH', ['ca', 'eu', 'uk'], MONTH],
  ['California', 'other', ['ca', 'eu', 'uk'], MONTH],
  ['California alone', 'DE', ['ca', 'eu'], MONTH],
  ['California alone', 'GB', ['ca', 'uk'], MONTH],
  ['California alone', 'US-CA', ['ca'], FORTY_FIVE_DAYS],
  ['California alone', 'US', ['ca', 'eu', 'uk'], MONTH],
  ['California alone', '', ['ca', 'eu', 'uk'], MONTH],
  ['Switzerland', 'DE', ['eu', 'ch'], THIRTY_DAYS],
  ['Switzerland', 'GB', ['ch'], THIRTY_DAYS],
  ['Switzerland', 'US-CA', ['ch'], THIRTY_DAYS],
  ['Switzerland', 'CH', ['ch'], THIRTY_DAYS],
  ['Switzerland', '', ['eu', 'ch'], THIRTY_DAYS],
  ['Switzerland', 'BR', ['ch'], THIRTY_DAYS],
];

/** Phrases that only a text about this law has. */
const lawPhrases: Readonly<Record<Law, RegExp>> = {
  eu: /(?<!UK )\bGDPR\b|edpb\.europa|datenschutz-berlin|Berlin Commissioner|data protection authority/,
  uk: /UK GDPR|ico\.org|(?<!Data Protection and )Information Commission|DPA 2018|s 164A/,
  ca: /CCPA|cppa\.ca\.gov|California|Cal\. |11 CCR|Gov Code/,
  ch: /FADP|FDPIC|edoeb|fedlex|Swiss/,
};

const authorityOf: Readonly<Record<Law, RegExp>> = {
  eu: /data protection authority/,
  uk: /Information Commission.*ico\.org\.uk/,
  ca: /California Privacy Protection Agency.*cppa\.ca\.gov/,
  ch: /FDPIC/,
};

/** A letter that only forwards names no more than the authority and its address. */
const namedByAddress: Readonly<Record<Law, RegExp>> = {
  eu: /datenschutz-berlin|edpb\.europa/,
  uk: /ico\.org\.uk/,
  ca: /cppa\.ca\.gov/,
  ch: /edoeb|fedlex/,
};

const all = Object.keys(ids) as Law[];

/** Laws that some text names although they do not govern, with the words around them. */
function foreign(texts: readonly string[], governing: readonly Law[]): string[] {
  return all
    .filter((law) => !governing.includes(law))
    .flatMap((law) =>
      texts.map(withoutMap).flatMap((text) => {
        const at = text.search(lawPhrases[law]);
        return at < 0 ? [] : [`${law}: …${text.slice(Math.max(0, at - 60), at + 60)}…`];
      }),
    );
}

/**
 * The data map states the legal bases of the shop's own purposes in its own words, and a requester names
 * their place.
 */
function withoutMap(text: string): string {
  return text
    .replaceAll(/\(Art\. 6\(1\)\([a-f]\) GDPR\)/g, '')
    .replaceAll(/Says they live in .{1,40}\(not checked\)/g, '');
}

function expectRemedies(letter: string, governing: readonly Law[]): void {
  for (const law of governing) expect(letter).toMatch(authorityOf[law]);
  const court = governing.some((law) => law === 'eu' || law === 'uk');
  if (court) expect(letter).toMatch(/\bcourt\b/);
  // Section 54 is about law enforcement, despite its similar wording.
  expect(letter).not.toMatch(/twin text|DPA 2018 s 54\b/);
}

const reason = 'You asked for the same a week ago, and nothing has changed.';

/** The first ground that the page offers under each law for an act. */
function firstGrounds(html: string, act = 'refuse'): Record<string, string> {
  const fields = [...html.matchAll(new RegExp(`<select id="${act}-(ground[^"]*)"`, 'g'))].map(
    ([, field = '']) => field,
  );
  return Object.fromEntries(
    fields.map((field) => {
      const [ground = ''] = Object.values(optionsOf(html, `${act}-${field}`)).filter(Boolean);
      return [field, ground];
    }),
  );
}

type Ending = (visit: Visit, place: string) => Promise<unknown>;

const copy: Ending = async (visit, place) => {
  await (await visit.ask('access', place)).prove();
  await visit.toDecision();
  await visit.approve();
};

const extension: Ending = async (visit, place) => {
  await (await visit.ask('access', place)).prove();
  const page = await visit.toDecision();
  const grounds = firstGrounds(page.html, 'extend');
  const fields = { ...grounds, reason: 'Old archives are slow.', until: '2026-12-01' };
  await visit.act(page, fields, 'extend');
  await visit.status();
};

const optOut: Ending = async (visit, place) => {
  await visit.ask('marketing-objection', place);
  await optOutStores(visit.world, { requestId: visit.requestId });
  await visit.end();
};

const complaint: Ending = async (visit, place) => {
  await visit.ask('complaint', place, { message: 'It took too long.' });
  const page = await visit.toCase();
  const fields = { outcome: 'fulfilled', answer: 'You were right, and we are sorry.' };
  await visit.act(page, fields, undefined, 's/case');
  await visit.end();
};

/**
 * Two more months, the ninety days of California, or the day that staff chose under the law of Switzerland,
 * whichever ends first.
 */
function extendedTo(governing: readonly Law[]): string {
  if (governing.includes('ch')) return 'Tuesday 1 December 2026';
  return governing.includes('ca') ? 'Sunday 3 January 2027' : 'Tuesday 5 January 2027';
}

/** California has no objection to marketing; if another law governs and has it, that law answers. */
const withMarketing = (governing: readonly Law[]) =>
  governing.some((law) => law !== 'ca') ? governing.filter((law) => law !== 'ca') : governing;

describe('the law that applies', () => {
  it.each(cells)(
    'a customer of a shop in %s who lives in %s, refused: %j, by %s',
    async (shop, place, governing, due) => {
      const visit = await new Visit(shops[shop]()).ask('access', place);
      await visit.prove();
      const page = await visit.toDecision();
      const status = await visit.status();
      await visit.act(page, { ...firstGrounds(page.html), 'covers-all': 'yes', reason }, 'refuse');
      await visit.end();
      await visit.status();

      const request = await visit.load();
      const letter = visit.mails().at(-1) ?? '';
      expect([...request.received.regimes].sort()).toEqual(governing.map((law) => ids[law]).sort());
      expect(dueDates(request, visit.world.book).latest).toBe(due);
      expect(request.outcome).toBe('refused');
      expect(letter).toContain(reason);
      expectRemedies(letter, governing);
      expect(foreign(visit.everything(), governing)).toEqual([]);
      const [read = ''] = /Latest date: .*?How is this date/.exec(status) ?? [];
      expect(read).toMatch(/^Latest date: [A-Z][a-z]+ \d+ November 2026\. [^(]+$/);
    },
  );

  it.each(cells)(
    'a customer of a shop in %s who lives in %s, given a copy: %j',
    async (shop, place, governing) => {
      const visit = new Visit(shops[shop]());
      await copy(visit, place);

      // If California's law may be the requester's and no law binds by establishment, the data itself waits
      // for more proof.
      const isHeldBack = shop.startsWith('California') && governing.includes('ca');
      expect(visit.mails().at(-1)).toMatch(isHeldBack ? /The kinds of data we hold/ : /Your data is ready/);
      const { described = 0 } = lastOf((await visit.load()).log, 'package-made')?.data ?? {};
      const says = isHeldBack ? 'we would only say that we hold it' : 'it only says that we hold it';
      expect(described).toBeGreaterThan(0);
      expect(visit.mails().at(-1)).toMatch(
        new RegExp(`For ${described === 1 ? 'one kind' : `${described} kinds`} of data, ${says}`),
      );
      expectRemedies(visit.mails().at(-1) ?? '', governing);
      expect(foreign(visit.everything(), governing)).toEqual([]);
    },
  );

  it.each(cells)(
    'a customer of a shop in %s who lives in %s, told to wait: %j',
    async (shop, place, governing) => {
      const visit = new Visit(shops[shop]());
      await extension(visit, place);

      const letter = visit.mails().at(-1) ?? '';
      expect(letter).toContain(`by ${extendedTo(governing)} at the latest`);
      expectRemedies(letter, governing);
      expect(foreign(visit.everything(), governing)).toEqual([]);
    },
  );

  it.each(cells)(
    'a customer of a shop in %s who lives in %s, opted out: of %j',
    async (shop, place, governing) => {
      const visit = new Visit(shops[shop]());
      await optOut(visit, place);

      const answering = withMarketing(governing);
      const letter = visit.mails().at(-1) ?? '';
      for (const law of answering) expect(letter).toMatch(authorityOf[law]);
      expect(foreign(visit.everything(), answering)).toEqual([]);
    },
  );

  it.each(cells.filter(([shop]) => shop !== 'Switzerland'))(
    'a customer of a shop in %s who lives in %s, who complains: %j',
    async (shop, place, governing) => {
      const visit = new Visit(shops[shop]());
      await complaint(visit, place);

      const letter = visit.mails().at(-1) ?? '';
      expect(letter).toContain('You were right, and we are sorry.');
      for (const law of governing) expect(letter).toMatch(namedByAddress[law]);
      expect(foreign(visit.everything(), governing)).toEqual([]);
    },
  );
});

const inBerlin = (...laws: readonly DeskLaw[]) => shopIn('DE-BE', 'Europe/Berlin', laws);
const requestFrom = async (world: World, right: string, place: string) => new Visit(world).ask(right, place);
const due = async (visit: Visit) => dueDates(await visit.load(), visit.world.book).latest;
const regimesOf = async (visit: Visit) => (await visit.load()).received.regimes;

describe('a law with a later date', () => {
  it.each([
    ['us-ia-icdpa', 'US-IA'],
    ['us-ia-icdpa', ''],
    ['us-va-vcdpa', 'US-VA'],
  ])('never delays the one that binds: %s for somebody in "%s"', async (regime, place) => {
    for (const way of [binds, voluntary]) {
      for (const laws of [
        [way(regime), binds('eu-gdpr')],
        [binds('eu-gdpr'), way(regime)],
      ]) {
        const visit = await requestFrom(inBerlin(...laws), 'access', place);

        expect([await due(visit), [...(await regimesOf(visit))].sort()]).toEqual([
          MONTH,
          ['eu-gdpr', regime],
        ]);
      }
    }
  });

  it('does not govern before it is in force, wherever somebody lives', async () => {
    for (const way of [binds, voluntary])
      for (const place of ['IN', '']) {
        const visit = await requestFrom(inBerlin(way('in-dpdp'), binds('eu-gdpr')), 'access', place);
        await visit.prove();
        await visit.toDecision();

        expect(await regimesOf(visit)).toEqual(['eu-gdpr']);
        expect(visit.everything().join(' ')).not.toMatch(/DPDP|Data Protection Board of India/);
      }
  });

  it('governs where no other does, so that nobody is left without an answer', async () => {
    const visit = await requestFrom(shopIn('US-CA', 'Asia/Kolkata', [binds('in-dpdp')]), 'access', 'IN');

    expect(await regimesOf(visit)).toEqual(['in-dpdp']);
  });

  it('does not delay the answer once it is in force: India from May 2027', async () => {
    const laws = [voluntary('in-dpdp'), binds('eu-gdpr')];
    const world = shopIn('DE-BE', 'Europe/Berlin', laws, '2027-06-07T08:00:00.000Z');

    for (const place of ['IN', ''])
      expect(await due(await requestFrom(world, 'access', place))).toBe('2027-07-07');
  });

  it('does not lengthen an extension, and a law with an earlier date limits it', async () => {
    const brazil = await requestFrom(inBerlin(binds('eu-gdpr'), binds('br-lgpd')), 'access', 'BR');
    await brazil.prove();
    const page = await brazil.toDecision();

    expect(await due(brazil)).toBe('2026-10-20');
    expect(textOf(page.html)).not.toContain('Take longer');
  });
});

describe('a letter that staff enter', () => {
  it.each(cells.filter(([shop]) => shop === 'EU' || shop === 'California'))(
    'at a shop in %s, of somebody in %s, is under the same laws as the form: %j, by %s',
    async (shop, place, governing, last) => {
      const world = shops[shop]();
      const staff = await signedInWithApp(world);
      const letter = { ...aLetter, place, receivedOn: '2026-10-05' };
      await staff.submit(await staff.get('/s/enter'), letter);

      const [id = ''] = world.register.logs.keys();
      const request = await world.register.load(id);
      expect([...request.received.regimes].sort()).toEqual(governing.map((law) => ids[law]).sort());
      expect(dueDates(request, world.book).latest).toBe(last);
    },
  );
});

describe('a law that does not have the right', () => {
  it('leaves it to the law that does, and the law that binds the shop is named as well', async () => {
    const world = shops.EU();
    const visit = await requestFrom(world, 'opt-out-of-sale', 'US-CA');
    await optOutStores(world, { requestId: visit.requestId });
    await visit.end();

    expect(await regimesOf(visit)).toEqual(['eu-gdpr', 'us-ca-ccpa']);
    for (const law of ['eu', 'ca'] as const) expect(visit.mails().at(-1)).toMatch(authorityOf[law]);
  });

  it('answers it all the same if no other law applies', async () => {
    const visit = await requestFrom(shops.California(), 'restriction', 'US-CA');

    expect(await regimesOf(visit)).toEqual(['us-ca-ccpa']);
    expect(await due(visit)).toBe('2026-10-12');
    expect(await visit.status()).toContain('this is the date we hold ourselves to');
  });
});

describe('a law that does not apply', () => {
  it('is one that the settings exclude, whoever asks', async () => {
    for (const place of ['US-CA', '', 'DE']) {
      const visit = await requestFrom(inBerlin(binds('eu-gdpr'), no('us-ca-ccpa')), 'access', place);
      await visit.prove();
      await visit.toDecision();

      expect(await regimesOf(visit)).toEqual(['eu-gdpr']);
      expect(foreign(visit.everything(), ['eu'])).toEqual([]);
    }
  });

  it('was removed from the settings: the date stays early, and staff read which law it was', async () => {
    const before = shops.EU();
    const visit = await requestFrom(before, 'access', 'US-CA');
    await visit.prove();
    const { 'us-ca-ccpa': _gone, ...regimes } = before.book.regimes;
    Object.assign(before.book, { regimes });
    Object.assign(before.desk, { laws: before.desk.laws.filter(({ regime }) => regime !== 'us-ca-ccpa') });

    const page = textOf((await visit.toDecision()).html);
    await visit.approve();

    expect(page).toContain('us-ca-ccpa governed it too when it came');
    expect(page).toContain('earlier than any law’s');
    expect(visit.mails().at(-1)).toMatch(authorityOf.eu);
    expect(foreign(visit.mails(), ['eu'])).toEqual([]);
  });
});

describe('what staff read about the place', () => {
  it.each([
    ['DE', 'Says they live in Germany (not checked)'],
    ['US-CA', 'Says they live in California (not checked)'],
    ['other', 'Says they live in another country (not checked)'],
  ])('is what the person said, marked as not checked: %s', async (place, words) => {
    const visit = await requestFrom(shops.EU(), 'access', place);
    await visit.prove();
    const complaint = await new Visit(shops.EU()).ask('complaint', place, { message: 'Slow.' });

    expect(textOf((await visit.toDecision()).html)).toContain(words);
    expect(textOf((await complaint.toCase()).html)).toContain(words);
    expect(JSON.stringify((await visit.load()).log.map(({ data }) => data))).not.toContain('livesIn');
  });

  it('is nothing if the person did not say', async () => {
    const visit = await requestFrom(shops.EU(), 'access', '');
    await visit.prove();

    expect(textOf((await visit.toDecision()).html)).not.toContain('Says they live');
  });

  it('is shown on the case of a letter as well', async () => {
    const world = shops.EU();
    const staff = await signedInWithApp(world);
    const letter = { ...aLetter, place: 'CH', receivedOn: '2026-10-05' };
    await staff.submit(await staff.get('/s/enter'), letter);

    const [id = ''] = world.register.logs.keys();
    expect(await requesterFacts(world, await world.register.load(id))).toMatchObject({ livesIn: 'CH' });
  });
});

describe('what staff read about the law', () => {
  const lawOf = async (world: World, place: string) => {
    const visit = await requestFrom(world, 'access', place);
    await visit.prove();
    return textOf((await visit.toDecision()).html);
  };

  it('names the laws that govern', async () => {
    expect(await lawOf(shops.EU(), 'DE')).toMatch(/Law GDPR\. Reference/);
    expect(await lawOf(shops.EU(), 'US-CA')).toContain(
      'Law GDPR and CCPA. The requirements of each of them apply, and the earliest date.',
    );
  });

  it.each(['BR', 'US', 'other'])(
    'says that no law of the place is known, if that is so: %s',
    async (place) => {
      expect(await lawOf(shops.EU(), place)).toContain(
        'They live in a place that no law you follow was made for. GDPR binds you wherever people live, so it is answered by that.',
      );
      expect(await lawOf(shops.California(), place)).toContain('answered as if all of your laws were theirs');
      expect(await lawOf(shops.EU(), '')).not.toContain('no law you follow');
    },
  );
});

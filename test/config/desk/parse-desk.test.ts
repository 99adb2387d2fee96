import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskSchema } from '../../../functions/config/desk/desk-schema';
import { parseDesk } from '../../../functions/config/desk/parse-desk';
import { iamConnection } from '../../builders/an-iam-store';
import { deskWith, postgresStore, smallestDesk } from './desk-text';

const sample = readFileSync(join(__dirname, '../../../rightsdesk.yaml'), 'utf8');

describe('a desk file', () => {
  it('is complete with one person and one manual store', () => {
    const { desk, systems } = parseDesk(smallestDesk, 'desk.yaml');

    expect(desk.stores).toEqual([
      {
        id: 'mailbox',
        title: 'The mailbox',
        kind: 'manual',
        owner: 'ada',
        datasets: [],
        connection: {},
        backupsKept: 'P0D',
      },
    ]);
    expect(systems).toEqual([]);
  });

  it('gets the defaults for what it leaves out', () => {
    const { desk } = parseDesk(deskWith(['waits'], { linkLife: 'PT2S', codeLife: 'PT1S' }), 'desk.yaml');

    expect(desk.waits).toMatchObject({ linkLife: 'PT2S', remindRequesterAfter: 'P3D', packageKept: 'P30D' });
    expect(desk).toMatchObject({
      approvals: { erasure: 1 },
      mails: deskSchema.shape.mails.parse({}),
      recordsKept: 'P3Y',
      metricsNamespace: 'Rightsdesk',
    });
  });

  it('accepts waits of seconds, for rehearsals', () => {
    const seconds = Object.fromEntries(
      Object.entries(deskSchema.shape.waits.parse({})).map(([name, wait]) => [
        name,
        Array.isArray(wait) ? ['PT2S'] : 'PT2S',
      ]),
    );

    const { desk } = parseDesk(deskWith(['waits'], seconds), 'desk.yaml');

    expect(new Set(Object.values(desk.waits).flat())).toEqual(new Set(['PT2S']));
  });

  it('leaves optional settings absent instead of undefined', () => {
    const { desk } = parseDesk(smallestDesk, 'desk.yaml');

    expect(Object.keys(desk.controller)).toEqual(['legalName', 'address', 'contactEmail', 'authority']);
  });

  it('gives addresses in the ASCII form that mail servers accept', () => {
    const { desk } = parseDesk(deskWith(['sender', 'address'], 'post@Bücher.example'), 'desk.yaml');

    expect(desk.sender.address).toBe('post@xn--bcher-kva.example');
  });

  it.each([
    ['https://privacy.example.com/', 'https://privacy.example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ])('gives the pages of %s the origin %s', (written, origin) => {
    expect(parseDesk(deskWith(['baseUrl'], written), 'desk.yaml').desk.baseUrl).toBe(origin);
  });

  it.each(['Europe/Kyiv', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'America/Los_Angeles'])(
    'counts days in %s',
    (zone) => {
      expect(parseDesk(deskWith(['zone'], zone), 'desk.yaml').desk.zone).toBe(zone);
    },
  );

  it.each(['DE', 'DE-BY', 'FR', 'GB-NIR', 'US-CA'])('keeps the holidays of %s', (place) => {
    expect(parseDesk(deskWith(['place'], place), 'desk.yaml').desk.place).toBe(place);
  });

  it.each(['SHOP_DATABASE_URL', '/rightsdesk/shop/url'])('names a connection string by %s', (url) => {
    const text = deskWith(['stores', 1], { ...postgresStore, connection: { url } });

    expect(parseDesk(text, 'desk.yaml').desk.stores[1]?.connection).toEqual({ url });
  });

  it('needs only a database’s address if it logs in with IAM', () => {
    const text = deskWith(['stores', 1], { ...postgresStore, connection: iamConnection });

    expect(parseDesk(text, 'desk.yaml').desk.stores[1]?.connection).toEqual(iamConnection);
  });

  it('may require a desk in California to answer each request to know in full', () => {
    const law = { regime: 'us-ca-ccpa', applies: 'binds', because: 'Sells there.' };

    const { desk } = parseDesk(deskWith(['laws', 1], { ...law, know: 'specific-pieces' }), 'desk.yaml');

    expect(desk.laws[1]).toEqual(law);
  });

  it('reads the word no as text, as YAML 1.2 does', () => {
    const text = deskWith(['laws', 1], { regime: 'uk-gdpr', applies: 'no', because: 'No customers there.' });

    expect(parseDesk(text, 'desk.yaml').desk.laws[1]?.applies).toBe('no');
  });
});

describe('the sample desk file', () => {
  it('is valid and is followed by three laws', () => {
    const { desk } = parseDesk(sample, 'rightsdesk.yaml');

    expect(desk.laws.map((law) => [law.regime, law.applies])).toEqual([
      ['eu-gdpr', 'binds'],
      ['uk-gdpr', 'binds'],
      ['us-ca-ccpa', 'voluntary'],
    ]);
  });

  it('states the defaults that it calls defaults', () => {
    const { desk } = parseDesk(sample, 'rightsdesk.yaml');

    expect(desk.waits).toEqual(deskSchema.shape.waits.parse({}));
    expect(desk).toMatchObject({
      approvals: { erasure: 1 },
      mails: deskSchema.shape.mails.parse({}),
      recordsKept: 'P3Y',
      metricsNamespace: 'Rightsdesk',
    });
  });

  it('names or explains every setting there is', () => {
    const settings = Object.keys(deskSchema.shape);

    expect(settings.filter((name) => !new RegExp(`^(# )?${name}:`, 'm').test(sample))).toEqual([]);
  });
});

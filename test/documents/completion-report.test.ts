import type { StoreCompletion } from '../../functions/documents/completion-input';
import { completionReport } from '../../functions/documents/completion-report';
import { anErasure, type Erased, mailbox, profiles, shop, unreached } from './sample-erasure';
import { textOf } from './text-of';

function reportOf(...stores: readonly StoreCompletion[]) {
  const { html, json } = completionReport(anErasure({ stores }));
  return { json, html, text: textOf(html) };
}

const { secondReading: _, ...shopNotReadAgain } = shop;
const { answer: _answer, ...mailboxOpen } = mailbox as StoreCompletion & { state: 'by-person' };
const leftover: Erased = {
  ...profiles,
  secondReading: {
    readAt: '2026-11-24T09:15:04Z',
    found: [{ collection: 'profiles', title: 'Your profile', records: 2, unexplained: 1 }],
  },
};

describe('a completion report', () => {
  it('is complete if every store was read again and nothing was found beyond what is kept on a ground', () => {
    const { json, text } = reportOf(shop, profiles, mailbox);

    expect(json.complete).toBe(true);
    expect(json.missing).toEqual([]);
    expect(text).toContain(
      'Complete. Afterwards we searched every store that our software can search once more',
    );
  });

  it.each([
    ['a store not read again', shopNotReadAgain, 'not-read-again'],
    [
      'a store read before its last erasure',
      { ...shop, erasedAt: '2026-11-24T07:00:00-03:00' },
      'not-read-again',
    ],
    ['a record that should be gone', leftover, 'records-remain'],
    ['a store out of reach', unreached, 'unreached'],
    ['a person who has not answered', mailboxOpen, 'not-answered'],
  ])('is not complete with %s', (_name, store, reason) => {
    const { json, text } = reportOf(profiles, store as StoreCompletion);

    expect(json.complete).toBe(false);
    expect(json.missing).toMatchObject([{ storeId: store.storeId, title: store.title, reason }]);
    expect(text).toContain('What has been erased, and what not yet');
    expect(text).toContain('Not complete yet.');
  });

  it('is not complete when there is no store at all', () => {
    expect(reportOf().json.complete).toBe(false);
  });

  it('adds up what was done and what remains', () => {
    expect(reportOf(shop, profiles, mailbox).json.totals).toEqual({
      erased: 18,
      anonymised: 1,
      alreadyAbsent: 1,
      heldByStorage: 0,
      keptShared: 1,
      undecided: 0,
      contested: 0,
      retained: 11,
      remaining: 12,
      unexplained: 0,
    });
  });

  it('says for each store what was done, when, and what the second reading found', () => {
    const { text } = reportOf(shop, profiles);

    expect(text).toContain('The shop’s database Erased on Monday 23 November 2026, 10:12 (Europe/Berlin).');
    expect(text).toContain('Your reviews 12 0 0 1');
    expect(text).toContain('Your invoices 4 0 11 0');
    expect(text).toContain(
      'Read again on Tuesday 24 November 2026, 10:15 (Europe/Berlin), by the same identifiers: 12 records remain (Your invoices 11, Your addresses 1).',
    );
    expect(text).toContain('by the same identifiers: no record remains.');
  });

  it('names everything left over that should be gone', () => {
    expect(reportOf(leftover).text).toContain(
      'Should be gone, but is still there: Your profile, 1 record. We are working on it.',
    );
  });

  it('says what is kept, on which ground, by which article and until when, for each group', () => {
    const { text } = reportOf(shop);

    expect(text).toContain(
      'Your invoices The shop’s database 9 Tax law obliges us to keep invoices § 147 AO, § 14b UStG, Article 17(3)(b) GDPR 31 December 2032',
    );
    expect(text).toContain(
      '2 Tax law obliges us to keep invoices § 147 AO, § 14b UStG, Article 17(3)(b) GDPR 31 December 2033',
    );
    expect(text).toContain('“Your addresses”, The shop’s database: 1 record');
  });

  it('says so if nobody knows until when', () => {
    const [invoices] = shop.collections.filter(({ retained }) => retained.length > 0);
    const retained = invoices?.retained.slice(0, 1).map((group) => ({ ...group, until: 'unknown' })) ?? [];
    const collections = invoices ? [{ ...invoices, retained }] : [];

    expect(reportOf({ ...shop, collections }).text).toContain('Article 17(3)(b) GDPR no end date is set');
  });

  it('says that everything was erased only if nothing is kept', () => {
    const kept: StoreCompletion = {
      ...(mailbox as StoreCompletion & { state: 'by-person' }),
      answer: {
        by: { name: 'Tomasz Wilk', role: 'support', on: '2026-11-23' },
        outcome: 'kept',
        kept: { ground: 'A claim is open', article: 'Article 17(3)(e) GDPR', until: '2027-01-31' },
      },
    };

    expect(reportOf(profiles).text).toContain('Your data has been erased');
    expect(reportOf(shop).text).toContain('What has been erased, and what we keep');
    expect(reportOf(profiles, kept).text).toContain('What has been erased, and what we keep');
    expect(reportOf(profiles, kept).text).toContain(
      'What is held there is kept: A claim is open (Article 17(3)(e) GDPR), until 31 January 2027.',
    );
  });

  it('calls what a person stated confirmed by a person, never verified', () => {
    const { html, text, json } = reportOf(mailbox);

    expect(text).toContain(
      'Confirmed by a person: Tomasz Wilk (customer service), on 23 November 2026. What was held there has been erased.',
    );
    expect(html).not.toMatch(/verif/i);
    expect(json.notCovered.byPerson).toEqual(['mailbox']);
  });

  it('says what it does not cover: backups, recipients by name, places outside the map, its own record', () => {
    const { json, text } = reportOf(shop, profiles);

    expect(text).toContain('The shop’s database: until 24 December 2026');
    expect(text).toContain('Pago Seguro S.L.: confirmed on 24 November 2026 by a person there');
    expect(text).toContain('Flinke Feder Paketdienst GmbH: told on 23 November 2026, no answer yet');
    expect(text).toContain('Lantern Models Inc.: not told yet');
    expect(text).toContain('Letters on paper in our office');
    expect(text).toContain(
      'We keep the dates and steps of this request, to be able to show that we answered you, until 31 December 2029.',
    );
    expect(json.notCovered.backups).toEqual([
      { storeId: 'shop', title: 'The shop’s database', until: '2026-12-24' },
      { storeId: 'profiles', title: 'Profiles of the website', until: '2026-12-28' },
    ]);
  });

  it('says why hosts that only keep stores were not informed, and how long their backups hold the data', () => {
    const keeps = [
      { title: 'The shop’s database', backupsUntil: '2026-12-24' },
      { title: 'Profiles', backupsUntil: '2026-12-28' },
    ];
    const { html } = completionReport(
      anErasure({ recipients: [{ name: 'Cable Hosting', status: 'spared', keeps }] }),
    );

    expect(textOf(html)).toContain(
      'Cable Hosting: not told, as it only keeps the shop’s database and Profiles for us: what we erased there is erased there too; its backups until 28 December 2026',
    );
  });

  it('says when an unreachable store was tried, and what comes next', () => {
    const { text } = reportOf(unreached);

    expect(text).toContain('We tried 2 times: Sunday 22 November 2026, 09:00 (Europe/Berlin)');
    expect(text).toContain('We keep trying, and tell you when it is done.');
  });

  it('reads as whole sentences without an article, an attempt or a next step', () => {
    const kept: StoreCompletion = {
      ...(mailbox as StoreCompletion & { state: 'by-person' }),
      answer: {
        by: { name: 'Tomasz Wilk', role: 'support', on: '2026-11-23' },
        outcome: 'kept',
        kept: { ground: 'a claim is open', article: '' },
      },
    };
    const { text } = reportOf({ ...unreached, triedAt: [], next: '' } as StoreCompletion, kept);

    expect(text).toContain('Nothing was erased here: it did not answer us. The mailbox of support');
    expect(text).toContain('What is held there is kept: a claim is open.');
  });

  it('shows identifiers only masked', () => {
    const { html, json } = reportOf(shop);

    expect(json.searchedBy).toEqual([
      { kind: 'email', masked: 'm***@example.com' },
      { kind: 'customer-number', masked: '***42' },
      { kind: 'phone', masked: '***02' },
    ]);
    expect(html + JSON.stringify(json)).not.toMatch(/mirela@|C-1042|5550 102/);
  });

  it('shows hostile text as text and loads nothing', () => {
    const { html } = reportOf({ ...shop, title: '<script>alert(1)</script>' });

    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|\sstyle=|\ssrc=/i);
    expect(html).toContain('&lt;script&gt;');
  });
});

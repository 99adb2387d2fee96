import { lawBookOf } from '../../../functions/config/desk/law-book-of';
import { parseDesk } from '../../../functions/config/desk/parse-desk';
import { deadlines } from '../../../functions/domain/deadlines/deadline';
import { deskWith } from './desk-text';

const change = {
  clock: 'standard',
  rule: 'respond',
  amount: 30,
  unit: 'calendarDays',
  by: 'Kim Sample, counsel',
  because: 'read in the Act',
};
const tennessee = { regime: 'us-tn-tipa', applies: 'binds', because: 'Sells there.' };
const { desk } = parseDesk(deskWith(['laws', 1], { ...tennessee, overrides: [change] }), 'desk.yaml');

const access = {
  regime: 'us-tn-tipa',
  requestType: 'access',
  place: 'DE-BE',
  zone: 'Europe/Berlin',
  received: '2026-03-02T09:00:00Z',
  events: [],
};

describe('the law book of a desk', () => {
  it('counts by the desk’s own figure if nobody has found the rule in the law', () => {
    const dates = deadlines(access, lawBookOf(desk));

    expect(dates.respondBy).toBe('2026-04-01');
  });

  it('names who changed such a date and why, and never calls it more than unconfirmed', () => {
    const { explain } = deadlines(access, lawBookOf(desk));

    const step = explain.find(({ text }) => text.includes('30 calendar days'));
    expect(step?.text).toContain('(set by Kim Sample, counsel: read in the Act)');
    expect(step?.confidence).toBe('unconfirmed');
  });

  it('leaves every other rule as the law has it', () => {
    const book = lawBookOf(desk);
    const plain = lawBookOf({ ...desk, laws: desk.laws.map(({ overrides: _, ...law }) => law) });

    expect(book.regimes['eu-gdpr']).toEqual(plain.regimes['eu-gdpr']);
    expect(book.regimes['us-tn-tipa']?.clocks.appeal).toEqual(plain.regimes['us-tn-tipa']?.clocks.appeal);
    expect(Object.keys(book.calendars)).toEqual(Object.keys(plain.calendars));
  });

  it('survives JSON, the form in which functions carry it', () => {
    const book = lawBookOf(desk);

    expect(JSON.parse(JSON.stringify(book))).toEqual(book);
  });
});

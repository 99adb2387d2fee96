import { deskWarnings } from '../../../functions/config/desk/desk-warnings';
import { parseDesk } from '../../../functions/config/desk/parse-desk';
import { deskWith, smallestDesk } from './desk-text';

const laws = new Map([
  ['eu-gdpr', { review: 'supported' as const }],
  ['uk-gdpr', { review: 'notYetReviewed' as const }],
]);

function warningsOf(text: string): string[] {
  return deskWarnings(parseDesk(text, 'desk.yaml').desk, laws);
}

describe('a desk file that is valid but probably unintended', () => {
  it('gets no warning if everything is usual', () => {
    expect(warningsOf(smallestDesk)).toEqual([]);
  });

  it('gets a warning if nobody else is informed of an overdue request', () => {
    const [warning] = warningsOf(deskWith(['escalateTo'], 'ada@example.com'));

    expect(warning).toContain('escalateTo: overdue alarms go to the one mailbox');
  });

  it('gets a warning if its time zone is in another country', () => {
    expect(warningsOf(deskWith(['zone'], 'Europe/Paris'))).toEqual([
      'zone: Europe/Paris is not a time zone of DE (place: DE-BE)',
    ]);
  });

  it('gets a warning about each of its laws that nobody has reviewed', () => {
    const law = { regime: 'uk-gdpr', applies: 'voluntary', because: 'x' };

    expect(warningsOf(deskWith(['laws', 1], law))[0]).toContain('laws: uk-gdpr is not yet reviewed');
  });

  it('gets no warning about an unreviewed law that does not apply', () => {
    expect(warningsOf(deskWith(['laws', 1], { regime: 'uk-gdpr', applies: 'no', because: 'x' }))).toEqual([]);
  });
});

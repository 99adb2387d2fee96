import fc from 'fast-check';
import {
  type TimelineFacts,
  timelineHeadline,
  timelineSentences,
  timelineSvg,
} from '../../functions/words/timeline';

const plain: TimelineFacts = {
  today: '2026-11-30',
  receivedOn: '2026-11-24',
  acknowledgedOn: '2026-11-25',
  dueOn: '2026-12-24',
  reason: 'One month from receipt.',
};

const numbersIn = (svg: string) =>
  [...svg.matchAll(/text-anchor="middle">(\d+)</g)].map((match) => Number(match[1]));
const places = (svg: string) =>
  [...svg.matchAll(/class="t o[^"]*"[^>]* x="([\d.]+)"/g)].map((match) => Number(match[1]));

describe('the timeline', () => {
  it('gives the dates in order, each with its reason', () => {
    expect(timelineSentences(plain)).toEqual([
      'Received on Tuesday 24 November 2026.',
      'Receipt confirmed on Wednesday 25 November 2026.',
      'Latest date: Thursday 24 December 2026. One month from receipt.',
    ]);
  });

  it('gives each sentence its number in the picture', () => {
    const facts = { ...plain, pauses: [{ from: '2026-11-27', until: '2026-11-28', because: 'we asked' }] };

    expect(numbersIn(timelineSvg(facts))).toEqual([1, 2, 3, 4]);
    expect(timelineSentences(facts)).toHaveLength(4);
  });

  it('tells a screen reader the same', () => {
    const svg = timelineSvg(plain);

    expect(svg).toContain('role="img" aria-labelledby="timeline-title timeline-story"');
    expect(svg).toContain('<title id="timeline-title">Due on Thursday 24 December 2026 (in 24 days)</title>');
    expect(svg).toContain('3. Latest date: Thursday 24 December 2026. One month from receipt.</desc>');
  });

  it('shows a pause that has not ended', () => {
    const [, , pause] = timelineSentences({
      ...plain,
      pauses: [{ from: '2026-11-26', because: 'we asked you' }],
    });

    expect(pause).toBe('The clock has stood still since Thursday 26 November 2026: we asked you.');
  });

  it('shows the first date and the new one after an extension', () => {
    const extended = { firstDueOn: '2026-12-24', toldOn: '2026-12-10', because: 'there is much' };
    const sentences = timelineSentences({ ...plain, dueOn: '2027-02-24', extended });

    expect(sentences.at(-2)).toContain(
      'first due on Thursday 24 December 2026. On Thursday 10 December 2026 we said',
    );
    expect(sentences.at(-1)).toContain('New latest date: Wednesday 24 February 2027.');
  });

  it('says when the date has passed, and stops saying so once answered', () => {
    const late = { ...plain, today: '2026-12-25' };

    expect(timelineSvg(late)).toContain('>overdue<');
    expect(timelineSentences(late).at(-1)).toContain('This date has passed.');
    expect(timelineHeadline(late)).toBe('Was due on Thursday 24 December 2026 (yesterday)');
    expect(timelineHeadline({ ...late, answeredOn: '2026-12-20' })).toBe(
      'Answered on Sunday 20 December 2026',
    );
    expect(timelineSvg({ ...late, answeredOn: '2026-12-20' })).not.toContain('overdue');
  });

  it('escapes the words it is given', () => {
    const svg = timelineSvg({ ...plain, reason: '<b onclick="x">&' });

    expect(svg).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp;');
  });

  it('keeps numbers apart and inside the picture, however close the dates are', () => {
    const day = fc.integer({ min: 0, max: 27 }).map((n) => `2026-12-${String(n + 1).padStart(2, '0')}`);
    const facts = fc.record({
      today: day,
      receivedOn: fc.constant('2026-12-01'),
      acknowledgedOn: day,
      aimFor: day,
      approveBy: day,
      dueOn: day,
      reason: fc.constant('x'),
    });

    fc.assert(
      fc.property(facts, (story) => {
        const at = places(timelineSvg(story));
        const gaps = at.slice(1).map((x, i) => x - (at[i] ?? 0));

        expect(at).toHaveLength(5);
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(26.8);
        expect(Math.min(...at)).toBeGreaterThanOrEqual(13.9);
        expect(Math.max(...at)).toBeLessThanOrEqual(346.1);
      }),
      { numRuns: 300 },
    );
  });
});

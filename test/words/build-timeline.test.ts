import { parse } from 'node-html-parser';
import { buildTimeline } from '../../functions/words/build-timeline';
import { timelineSentences, timelineSvg } from '../../functions/words/timeline';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest, type Step } from '../domain/a-log';
import { testClock } from '../fakes/test-clock';

const at = (when: string, ...event: Parameters<typeof anEvent>) => ({ event: anEvent(...event), at: when });
const acknowledged = at('2026-03-02T09:01:00.000Z', 'mailed');

interface Shown {
  readonly regimes: readonly string[];
  readonly now?: string;
  readonly forStaff?: boolean;
}

/** The picture of a request received on Monday 2 March 2026 in Berlin, from its log. */
function showTimeline(
  { regimes, now = '2026-03-10T09:00:00.000Z', forStaff = false }: Shown,
  ...steps: readonly Step[]
) {
  const book = aBook(aDesk({ laws: regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' })) }));
  const request = aRequest(anEvent('received', { right: 'access', regimes }), ...steps);
  const facts = buildTimeline({ book, clock: testClock(now) }, request, forStaff);
  return { facts, sentences: timelineSentences(facts), svg: parse(timelineSvg(facts)) };
}

describe('the timeline of a request', () => {
  it('says when it came, when that was confirmed, by when it is answered and why, and folds the articles', () => {
    const { sentences, facts } = showTimeline({ regimes: ['eu-gdpr'] }, acknowledged);
    const forStaff = showTimeline({ regimes: ['eu-gdpr'], forStaff: true }, acknowledged);

    expect(sentences.slice(0, 2)).toEqual([
      'Received on Monday 2 March 2026.',
      'Receipt confirmed on Monday 2 March 2026.',
    ]);
    expect(sentences[2]).toBe(
      'Latest date: Thursday 2 April 2026. The law gives us one month, counted from the day your request arrived.',
    );
    expect(forStaff.facts.reason).toBe(
      'The law gives us one month, counted from the day the request arrived (GDPR Art 12(3)).',
    );
    expect(facts.workings?.join(' ')).toMatch(/1 month after .*\(GDPR Art 12\(3\)\)\./);
  });

  it('folds what led to this date alone: nothing about another law, or about the confirmation of receipt', () => {
    const alone = showTimeline({ regimes: ['us-ca-ccpa'] }, acknowledged).facts.workings?.join(' ') ?? '';
    const both =
      showTimeline({ regimes: ['us-ca-ccpa', 'eu-gdpr'] }, acknowledged).facts.workings?.join(' ') ?? '';

    expect(alone).toMatch(/45 calendar days after .*\(11 CCR 7021\(b\)\)\./);
    expect(alone).not.toMatch(/Acknowledge|Business day|\.\./);
    expect(both).toMatch(/earliest date counts.*GDPR Art 12\(3\)/);
    expect(both).not.toMatch(/CCPA|CCR|Cal\./);
  });

  it('shows a pause with its reason, while it lasts and when it is over', () => {
    const asked = at('2026-03-05T09:00:00.000Z', 'question-asked', { questionId: 'q', pauses: true });
    const answered = at('2026-03-09T09:00:00.000Z', 'question-answered', { questionId: 'q' });

    const open = showTimeline({ regimes: ['uk-gdpr'] }, acknowledged, asked);
    const over = showTimeline({ regimes: ['uk-gdpr'] }, acknowledged, asked, answered);

    expect(open.sentences[2]).toBe(
      'The clock has stood still since Thursday 5 March 2026: we asked which data you mean.',
    );
    expect(open.facts.dueOn).toBe('2026-04-02');
    expect(over.sentences[2]).toBe(
      'From Thursday 5 March 2026 to Monday 9 March 2026 the clock stood still: we asked which data you mean.',
    );
    expect(over.facts.dueOn).toBe('2026-04-07');
    expect(over.svg.querySelectorAll('path.wait')).toHaveLength(1);
  });

  it('tells staff, and nobody else, that an answer came after the last day, and what that follows from', () => {
    const doubted = at('2026-03-30T09:00:00.000Z', 'identity-doubted');
    const answered = at('2026-04-08T09:00:00.000Z', 'question-answered', { questionId: 'doubt-1' });
    const request = [{ regimes: ['uk-gdpr'], now: '2026-04-09T09:00:00.000Z' }, doubted, answered] as const;

    const [facts, ...steps] = request;
    const person = showTimeline(facts, ...steps).facts;
    const staff = showTimeline({ ...facts, forStaff: true }, ...steps).facts;

    expect(person.dueOn).toBe('2026-05-08');
    expect(person.reason).toBe(
      'The law gives us one month, counted from the day your request arrived; the time until the answer to our question arrived does not count.',
    );
    expect(staff.reason).toContain('Without our question the last day was Thursday 2 April 2026');
    expect(staff.reason).toContain('answer as soon as you can');
  });

  it('tells staff that a question asked after the last day moves nothing', () => {
    const doubted = at('2026-04-06T09:00:00.000Z', 'identity-doubted');
    const answered = at('2026-04-08T09:00:00.000Z', 'question-answered', { questionId: 'doubt-1' });
    const { facts } = showTimeline({ regimes: ['uk-gdpr'], forStaff: true }, doubted, answered);

    expect(facts.dueOn).toBe('2026-04-02');
    expect(facts.reason).toContain('A question asked after Thursday 2 April 2026 moves nothing.');
    expect(facts.reason).not.toContain('does not count');
  });

  it('shows a pause until the day on which a letter came, not until it was recorded', () => {
    const doubted = at('2026-03-05T09:00:00.000Z', 'identity-doubted');
    const settled = at('2026-03-20T09:00:00.000Z', 'identity-doubt-settled', { reachedOn: '2026-03-09' });

    expect(showTimeline({ regimes: ['uk-gdpr'] }, doubted, settled).facts.pauses).toEqual([
      { from: '2026-03-05', until: '2026-03-09', because: 'we had to ask who you are' },
    ]);
  });

  it('shows a doubt as a pause only if the law lets it be one', () => {
    const doubted = at('2026-03-05T09:00:00.000Z', 'identity-doubted');
    const settled = at('2026-03-07T09:00:00.000Z', 'identity-doubt-settled');

    expect(showTimeline({ regimes: ['eu-gdpr'] }, doubted, settled).facts.pauses).toEqual([
      { from: '2026-03-05', until: '2026-03-07', because: 'we had to ask who you are' },
    ]);
    expect(showTimeline({ regimes: ['us-ca-ccpa'] }, doubted, settled).facts.pauses).toEqual([]);
  });

  it('shows the date before an extension, when the person was informed, why, and the new date', () => {
    const extended = at('2026-03-20T09:00:00.000Z', 'extended', { regime: 'eu-gdpr' });

    const told = at('2026-03-20T09:00:01.000Z', 'mailed', { key: 'extension-3' });

    const { sentences } = showTimeline({ regimes: ['us-ca-ccpa', 'eu-gdpr'] }, acknowledged, extended, told);

    expect(sentences[2]).toBe(
      'The answer was first due on Thursday 2 April 2026. On Friday 20 March 2026 we said that we need longer: it is complex.',
    );
    expect(sentences[3]).toMatch(/^New latest date: Sunday 31 May 2026\./);
  });

  it('shows staff, and nobody else, by when the law requires the receipt to be confirmed', () => {
    const forStaff = showTimeline({ regimes: ['us-ca-ccpa'], forStaff: true });

    expect(forStaff.sentences).toContain('The receipt must be confirmed by Monday 16 March 2026.');
    expect(showTimeline({ regimes: ['us-ca-ccpa'] }).sentences.join()).not.toContain('must be confirmed');
    expect(
      showTimeline({ regimes: ['us-ca-ccpa'], forStaff: true }, acknowledged).sentences.join(),
    ).not.toContain('must be confirmed');
  });

  it('warns staff if the law that applies is not yet reviewed', () => {
    const words = 'are not yet reviewed: check them before you rely on this date.';

    expect(showTimeline({ regimes: ['us-va-vcdpa'], forStaff: true }).facts.reason).toContain(words);
    expect(showTimeline({ regimes: ['eu-gdpr'], forStaff: true }).facts.reason).not.toContain(words);
  });

  it('says that a date is the desk’s own if the law names no days', () => {
    expect(showTimeline({ regimes: ['jp-appi'] }).facts.reason).toBe(
      'The law names no number of days; this is the date we hold ourselves to.',
    );
  });

  it('continues after a refusal: the time for a complaint, and the answer to an appeal', () => {
    const refused = at('2026-03-10T09:00:00.000Z', 'decided', { decision: 'refused' });
    const told = at('2026-03-10T09:01:00.000Z', 'mailed', { key: 'outcome', kind: 'refusal' });
    const appealed = at('2026-03-20T09:00:00.000Z', 'appealed');

    const quebec = showTimeline({ regimes: ['ca-qc-law25'] }, acknowledged, refused, told);
    const virginia = showTimeline({ regimes: ['us-va-vcdpa'] }, acknowledged, refused, told, appealed);

    expect(quebec.sentences).toContain('The authority takes a complaint until Thursday 9 April 2026.');
    expect(virginia.sentences.slice(-1)).toEqual(['The appeal is answered by Tuesday 19 May 2026.']);
    expect(virginia.sentences).toContain('Answered on Tuesday 10 March 2026.');
  });

  it('gives a screen reader the whole story, in the order of the numbers', () => {
    const { svg, sentences } = showTimeline({ regimes: ['eu-gdpr'], forStaff: true }, acknowledged);
    const image = svg.querySelector('svg');
    const labels = image?.getAttribute('aria-labelledby')?.split(' ') ?? [];

    expect(image?.getAttribute('role')).toBe('img');
    expect(labels.map((id) => svg.querySelector(`#${id}`)?.text.slice(0, 23))).toEqual([
      'Due on Thursday 2 April',
      '1. Received on Monday 2',
    ]);
    const story = svg.querySelector('desc')?.text ?? '';
    for (const [i, sentence] of sentences.entries()) expect(story).toContain(`${i + 1}. ${sentence}`);
  });
});

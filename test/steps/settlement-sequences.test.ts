import type { CompletionReport } from '../../functions/documents/completion-facts';
import { allOf } from '../../functions/domain/log-entries';
import { openSettlements } from '../../functions/domain/settlements';
import { timersOf } from '../../functions/domain/timers';
import { dateText } from '../../functions/words/date-text';
import { mia } from '../builders/shop-rows';
import { answerAndClose, answerTask, erased, post, type Settling, sweep } from './settlement-world';

jest.setTimeout(240_000);

/** What somebody does when the desk asks how far it is; days are counted from then. */
type Act =
  | { readonly does: 'confirms' }
  | { readonly does: 'not-yet'; readonly days: number }
  | { readonly does: 'refuses' }
  | { readonly does: 'silent' };

/** Repeatable random numbers from 0 to 1 (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function actsOf(seed: number): Act[] {
  const random = randomOf(seed);
  return Array.from({ length: 5 }, (): Act => {
    const roll = random();
    if (roll < 0.35) return { does: 'not-yet', days: 1 + Math.floor(random() * 60) };
    if (roll < 0.6) return { does: 'silent' };
    return roll < 0.8 ? { does: 'confirms' } : { does: 'refuses' };
  });
}

const dayOf = (instant: string) => instant.slice(0, 10);

/** The judge: a few lines that know the acts and nothing of the desk. */
class Judge {
  promised = '2026-12-20';
  ended: { readonly how: 'confirmed' | 'refused'; readonly on: string } | undefined;

  hear(act: Act, today: string): void {
    if (this.ended) return;
    if (act.does === 'confirms') this.ended = { how: 'confirmed', on: today };
    if (act.does === 'refuses') this.ended = { how: 'refused', on: today };
    if (act.does === 'not-yet')
      this.promised = dayOf(new Date(Date.parse(today) + act.days * 86_400_000).toISOString());
  }

  /** What the person must have read by now, and what they must not have. */
  mails(): { readonly says: readonly string[]; readonly never: readonly string[] } {
    const open = 'to be confirmed by Sunday 20 December 2026';
    if (!this.ended) return { says: [open], never: ['CONFIRMED SINCE', 'NOT ERASED, AND WHY'] };
    return this.ended.how === 'confirmed'
      ? { says: [open, `erased; confirmed on ${dateText(this.ended.on)}`], never: ['NOT ERASED, AND WHY'] }
      : { says: [open, 'NOT ERASED, AND WHY', 'Their own law'], never: ['CONFIRMED SINCE'] };
  }
}

/** Goes to the next moment at which staff are asked, and lets the watch ask. False when nothing is asked. */
async function nextQuestion({ world, id }: Settling): Promise<boolean> {
  const timers = timersOf(await world.register.load(id), world);
  const asked = timers.filter(({ kind }) => kind === 'ask-settlement').map(({ at }) => at);
  const [at] = asked.sort();
  if (!at) return false;
  const seconds = Math.max(0, Math.ceil((Date.parse(at) - Date.parse(world.clock.now())) / 1_000));
  world.clock.forward(`PT${seconds}S`);
  await sweep({ world, id });
  return true;
}

async function carryOut({ world }: Settling, act: Act, today: string): Promise<void> {
  if (act.does === 'confirms') await post(world, { answer: 'done', on: today });
  if (act.does === 'refuses') await post(world, { answer: 'kept', ground: 'Their own law' });
  if (act.does === 'not-yet') {
    const confirmBy = dayOf(new Date(Date.parse(today) + act.days * 86_400_000).toISOString());
    await post(world, { answer: 'not-yet', confirmBy });
  }
}

async function walk(seed: number): Promise<{ readonly settling: Settling; readonly judge: Judge }> {
  const settling = await erased();
  const judge = new Judge();
  await answerTask(settling, { answer: 'submitted', askedOn: '2026-11-24', confirmBy: judge.promised });
  await answerAndClose(settling);
  for (const act of actsOf(seed)) {
    if (judge.ended || !(await nextQuestion(settling))) break;
    const today = dayOf(settling.world.clock.now());
    await carryOut(settling, act, today);
    judge.hear(act, today);
    await sweep(settling);
  }
  return { settling, judge };
}

describe('whatever is said, in whatever order, of an erasure that somebody else was asked for', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'the person is told that and no more (seed %i)',
    async (seed) => {
      const { settling, judge } = await walk(seed);
      const { world, id } = settling;
      const request = await world.register.load(id);

      const read = world.mailbox
        .to(mia.email)
        .map(({ text }) => text.replaceAll(/\s+/g, ' '))
        .join('\n');
      for (const words of judge.mails().says) expect(read).toContain(words);
      for (const words of judge.mails().never) expect(read).not.toContain(words);
      expect(openSettlements(request).map(({ confirmBy }) => confirmBy)).toEqual(
        judge.ended ? [] : [judge.promised],
      );
      const followUps = allOf(request.log, 'mailed').filter(({ data }) => data.key === 'follow-up');
      expect(followUps).toHaveLength(judge.ended ? 1 : 0);
      if (judge.ended) {
        const report = (await world.objects.get(id, 'completion-report-settled.json')) as CompletionReport;
        expect(report.complete).toBe(true);
        expect(report.stores.find(({ storeId }) => storeId === 'mailbox')).toMatchObject({
          answer: { outcome: judge.ended.how === 'confirmed' ? 'done' : 'kept' },
        });
      }
    },
  );

  it('brings about every end', () => {
    const all = Array.from({ length: 12 }, (_, seed) => actsOf(seed)).flat();

    expect([...new Set(all.map(({ does }) => does))].sort()).toEqual([
      'confirms',
      'not-yet',
      'refuses',
      'silent',
    ]);
  });
});

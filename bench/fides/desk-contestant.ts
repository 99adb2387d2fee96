import { performance } from 'node:perf_hooks';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { staff } from '../../local/demo/story';
import type { DeskOptions } from '../../local/desk/start-desk';
import { askAtOnce } from '../workflow/walks';

type Transition = Parameters<NonNullable<DeskOptions['onTransition']>>[0];

/** The time that the last erasure took, from the end of the notice until the stores were read again. */
export class ErasureWatch {
  private noticeEnded = 0;
  milliseconds = 0;

  readonly onTransition = ({ stateName }: Transition): void => {
    if (stateName === 'Give Notice') this.noticeEnded = performance.now();
    if (stateName === 'Erase Stores') this.milliseconds = performance.now() - this.noticeEnded;
  };
}

/** The desk's side of the contest: only what it does itself, without the time in which a person reads. */
export class DeskContestant {
  constructor(
    private readonly walk: DeskWalk,
    private readonly watch: ErasureWatch,
  ) {}

  /** Milliseconds from the typed code to the end of the search, and from the approval to the package. */
  async access(email: string): Promise<number> {
    await this.walk.ask({ right: 'access', email });
    const search = await timed(() => this.walk.prove(email));
    const visit = await this.walk.enter(staff.decides, 'decide');
    return search + (await timed(() => this.walk.act(visit, /^approve/i)));
  }

  /** Milliseconds from the end of the notice until the store was erased and read again. */
  async erasure(email: string): Promise<number> {
    await this.approveErasure(email);
    await this.endNotice();
    return this.watch.milliseconds;
  }

  private async approveErasure(email: string): Promise<void> {
    await this.walk.ask({ right: 'erasure', email });
    await this.walk.prove(email);
    await this.walk.approve(staff.decides);
  }

  private endNotice(): Promise<void> {
    return this.walk.desk.moveClock({ by: 'P1DT1H' });
  }

  /** Seconds of many requests at once, from the form on. */
  async crowd(right: 'access' | 'erasure', emails: readonly string[]): Promise<number> {
    const took = await timed(async () => {
      await askAtOnce(this.walk, right, emails);
      if (right === 'erasure') await this.endNotice();
    });
    return took / 1_000;
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

import type { DeskDeps } from '../domain/desk-deps';
import { referenceOf } from '../domain/reference';
import { tellDamage } from '../mailing/tell-damage';
import { noticeClock } from './notice-clock';
import { type LossDeps, type Losses, noticeLosses } from './notice-losses';

export type DamageDeps = LossDeps & Pick<DeskDeps, 'items' | 'mailbox' | 'desk'>;

/** Before a sweep does anything: whether the register is the one that was anchored, and the clock the one that ran. Tells staff at once where not. */
export function noticeDamage(deps: DamageDeps) {
  return async (): Promise<void> => {
    await noticeLosses(deps, (losses) =>
      tellDamage(deps, { kind: 'restored', found: lossWords(losses), words: restored }),
    );
    // Losses are found once: whoever could not be told then is told now.
    await tellDamage(deps, { kind: 'restored', found: [], words: restored });
    const clock = await noticeClock(deps);
    if (clock.length > 0) await tellDamage(deps, { kind: 'clock', found: clock, words: jumped });
  };
}

function lossWords({ noted, gone }: Losses): string[] {
  return [
    ...noted.map((id) => `${referenceOf(id)} has lost entries; it stands still until you say how it goes on`),
    ...gone.map((id) => `${referenceOf(id)} is not in the register any more`),
  ];
}

const restored = {
  about:
    'The register does not hold what was anchored. It was restored to an earlier day, or somebody changed it. Requests that lost entries stand still; their legal dates and alarms go on',
  remedy: 'Run npx rightsdesk recover: it lists what is known to have been done in each of them',
  chapter: 'register restored',
};

const jumped = {
  about:
    'Dates of new requests and entries may be wrong while this lasts. Dates that are written already do not change',
  remedy: 'Compare the dates of requests that came since with the mails of those days',
  chapter: 'clock wrong',
};

import { mailDamage } from '../../casework/mail/mail-damage';
import { mailWrongDates } from '../../casework/mail/mail-wrong-dates';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import type { ClockSpell } from '../../domain/redated-request';
import { referenceOf } from '../../domain/reference';
import { checkDeskClock } from './check-desk-clock';
import { type DetectLossesSettings, detectLosses, type LossDeps, type Losses } from './detect-losses';
import { evidenceFaultText } from './fault-text';

export type NoticeDamageDeps = LossDeps & Pick<DeskDeps, 'items' | 'mailbox' | 'desk'>;

/** What a sweep has to know before it does anything. */
export interface DetectedDamage {
  /** Requests that lost entries, or may have, and whose log does not record it yet. */
  readonly leaveAlone: ReadonlySet<string>;
  /**
   * Actions that end or erase something wait: the clock is far from right, or it is not known yet whether it
   * is.
   */
  readonly isClockWrong?: boolean;
  /**
   * Entries are missing, and it is not known yet of which requests: nothing is done that may have been done
   * already.
   */
  readonly isUnfinished?: boolean;
  /** An earlier sweep worked with a wrong date: everything is looked at anew. */
  readonly wentBack?: boolean;
  /** How the clock was read while it was behind. */
  readonly behind?: readonly ClockSpell[];
  /** What could not be looked at, recorded or reported. The next sweep tries it again. */
  readonly errors: readonly unknown[];
}

/**
 * Checks, before a sweep does anything, whether the register is the one that was anchored and whether the
 * clock is right. Tells staff at once where not.
 *
 * @param hasTime - see {@link DetectLossesSettings}
 */
export async function detectDamage(
  deps: NoticeDamageDeps,
  hasTime?: DetectLossesSettings['hasTime'],
): Promise<DetectedDamage> {
  const errors: unknown[] = [];
  const note = (error: unknown) => void errors.push(error);
  const tell = (found: Pick<Losses, 'noted' | 'gone'>) =>
    mailDamage(deps, { kind: 'restored', found: lossWords(found), words: restoredWords });
  const losses = await detectLosses(deps, { tell, ...defined({ hasTime }) }).catch(note);
  // Losses are found only once, so staff who could not be told then are told now.
  await mailDamage(deps, { kind: 'restored', found: [], words: restoredWords }).catch(note);
  await tellForeignObjects(deps, losses?.rubbish ?? []).catch(note);
  const clock = await checkClock(deps, losses !== undefined, errors);
  await mailWrongDates(deps).catch(note);
  if (losses?.untold) errors.push(losses.untold);
  const { unmarked = new Map(), isUnfinished = false } = losses ?? {};
  const failed = [...unmarked.values()].filter((error) => error !== undefined);
  return { leaveAlone: new Set(unmarked.keys()), isUnfinished, ...clock, errors: [...errors, ...failed] };
}

/**
 * Where an object is no anchor, the sweep uses the one before. Staff hear of it, since no function writes
 * such an object.
 */
async function tellForeignObjects(deps: NoticeDamageDeps, hours: readonly string[]): Promise<void> {
  if (hours.length === 0) return;
  const found = hours.map((hour) => evidenceFaultText({ kind: 'anchor-rewritten', hour }));
  await mailDamage(deps, { kind: 'anchors', found, words: rewrittenWords });
}

/** Until somebody could be told, the moment is not remembered, and the next sweep finds the same. */
async function checkClock(
  deps: NoticeDamageDeps,
  hasAnswered: boolean,
  errors: unknown[],
): Promise<Pick<DetectedDamage, 'isClockWrong' | 'wentBack' | 'behind'>> {
  try {
    const { words, isWrong, wentBack, behind, remember } = await checkDeskClock(deps, hasAnswered);
    const told =
      words.length === 0 ? undefined : mailDamage(deps, { kind: 'clock', found: words, words: jumped });
    await told?.then(remember, (error: unknown) => void errors.push(error));
    if (!told) await remember();
    return { isClockWrong: isWrong, wentBack, behind };
  } catch (error) {
    errors.push(error);
    return {};
  }
}

function lossWords({ noted, gone }: Pick<Losses, 'noted' | 'gone'>): string[] {
  return [
    ...noted.map((id) => `${referenceOf(id)} has lost entries; it stands still until you say how it goes on`),
    ...gone.map((id) => `${referenceOf(id)} is not in the register any more`),
  ];
}

const restoredWords = {
  about:
    'The register does not hold what was anchored. It was restored to an earlier day, or somebody changed it. Requests that lost entries are stopped; their legal dates and alarms go on',
  remedy: 'Run npx rightsdesk recover: it lists what is known to have been done in each of them',
  chapter: 'register restored',
};

const rewrittenWords = {
  about:
    'In the locked bucket, where the desk puts the anchors of its record, is an object that is no anchor. The desk goes by the anchor before it',
  remedy: 'Find out who put it there, and run npx rightsdesk audit verify',
  chapter: 'evidence broken',
};

const jumped = {
  about:
    'Dates of new requests and entries may be wrong while this lasts, and what ends a request or erases waits if it is off by an hour or more. Dates that are written already do not change',
  remedy: 'Compare the dates of requests that came since with the mails of those days',
  chapter: 'clock wrong',
};

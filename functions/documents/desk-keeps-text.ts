import { durationText } from '../words/date-text';
import type { DeskKeeps } from './completion-input';

/**
 * What the desk itself keeps of an erasure, a sentence or two each, in the order in which it ends.
 *
 * @param day - how a plain date is written
 */
export function deskKeepsText({ what, until, after }: DeskKeeps, day: (date: string) => string): string[] {
  if (!after) return [`We keep ${what} until ${day(until)}. Then it is made unreadable.`];
  const { recordsKept, keyRecoveryDays, hashes, proven, stubUntil, keptListUntil } = after;
  return [
    `We keep ${what}. We keep it for ${durationText(recordsKept)} after we close the request, which is until about ${day(until)}. ` +
      `Then we destroy its key, and nobody can read it any more; until ${keyRecoveryDays} days later the key could still be brought back from a backup.`,
    ...(hashes ? [hashWords(hashes, day)] : []),
    ...(proven ? [provenWords(proven, day)] : []),
    ...(keptListUntil
      ? [
          `To erase what a law has us keep when its time is over, we keep a list of those records. Each part of it goes when its time is over, the last after ${day(keptListUntil)}.`,
        ]
      : []),
    `When the record cannot be read any more, a list of the steps stays: dates, numbers and which right was used, without a name or an address. ` +
      `It shows that the request was answered, and is removed after about ${day(stubUntil)}. ` +
      'Copies of its numbers and of the kinds of steps stay in a locked file that shows whether the list was changed; they name nobody.',
  ];
}

function hashWords(
  { until, goneWithinDays }: NonNullable<NonNullable<DeskKeeps['after']>['hashes']>,
  day: (date: string) => string,
): string {
  return (
    `We keep short codes (keyed hashes), worked out of what we searched for and of each erased record, so that we notice when a backup or a late import brings one back, and can erase it again. ` +
    `Your data cannot be read out of them; only whoever has our key could test a guess. ` +
    `We use them until ${day(until)}, and they are gone from our database and its backups at most ${goneWithinDays} days later.`
  );
}

function provenWords(
  { until, goneWithinDays }: NonNullable<NonNullable<DeskKeeps['after']>['proven']>,
  day: (date: string) => string,
): string {
  return (
    `We keep a short code (a keyed hash), worked out of each address or number that was proven for this request, beside its reference, so that requests with the same one are found together. ` +
    `It is kept until ${day(until)} at the latest, and is gone from our database and its backups at most ${goneWithinDays} days later.`
  );
}

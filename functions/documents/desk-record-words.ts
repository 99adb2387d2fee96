import { countText, durationText } from '../words/date-text';
import { rightLabels } from '../words/right-labels';
import { longDate } from './answer-words';
import type { DeskRecord } from './desk-records';

const cameByWords = {
  form: 'by our form',
  staff: 'and one of our staff entered it',
  signal: 'by an opt-out signal of your browser, while you were signed in',
} as const;

const inSentence = {
  fulfilled: 'done',
  'partly-fulfilled': 'done in part',
  refused: 'refused',
  unverified: 'nobody proved that it was theirs',
  'nothing-found': 'nothing was found',
  withdrawn: 'taken back',
} as const;

/**
 * One of the desk's own records, for the person: how the request came, how it ended, and until when what of
 * it is kept.
 */
export function recordWords(record: DeskRecord): string {
  const { letters, asker } = record;
  return [
    askedWords(record),
    endWords(record),
    letters > 0
      ? `We have sent ${asker ? '' : 'you '}${countText(letters, 'letter or mail', 'letters or mails')} about it so far.`
      : '',
    keptWords(record),
  ]
    .filter(Boolean)
    .join(' ');
}

function askedWords({ right, receivedOn, cameBy, asker, follows }: DeskRecord): string {
  const { asked, askedByThem, title } = rightLabels(right);
  const on = `on ${longDate(receivedOn)}`;
  const how = cameBy === 'letter' ? `as a part of our answer to the letter ${follows}` : cameByWords[cameBy];
  if (asker === 'other') return `${on} we were asked for somebody else: to ${askedByThem}, ${how}.`;
  if (asker === 'unsure') return `${on} a request came with your address or number: “${title}”, ${how}.`;
  return follows
    ? `${on} it followed from our answer to your letter ${follows}, as if you had asked us to ${asked}.`
    : `${on} you asked us to ${asked}, ${how}.`;
}

function endWords({ closedOn, outcome, asker }: DeskRecord): string {
  if (!closedOn) return 'It is open.';
  const on = `It ended on ${longDate(closedOn)}`;
  if (asker === 'other') return `${on}. What came of it is about that person, so it is not said here.`;
  return `${on}: ${outcome ? inSentence[outcome] : 'closed'}.`;
}

/** Requests that are not listed, since they give another name. */
export function otherNamesWords(count: number): string {
  const [are, give, they] = count === 1 ? ['There is', 'gives', 'it is'] : ['There are', 'give', 'they are'];
  return (
    `${are} ${countText(count, 'more request', 'more requests')} with your address or number that ${give} another name. ` +
    `Somebody else may use the same one, so ${they} not described here. If you made ${count === 1 ? 'it' : 'one of them'}, write to us.`
  );
}

function keptWords({ keptUntil, unreadableSince, whileRestricted, hashes, declared }: DeskRecord): string {
  const record = unreadableSince
    ? `Its record has been unreadable since ${longDate(unreadableSince)}; dates and steps are left, without a name.`
    : keptUntil
      ? `Its record is kept until ${longDate(keptUntil)}.`
      : whileRestricted
        ? `Data is still kept out of use by it: its record stays as long as that holds, and at least for ${durationText(whileRestricted)} after the request ended.`
        : '';
  const values = hashes
    ? 'With it we keep a short code worked out of each record that was erased, to notice when a backup brings it back. Your data cannot be read out of such a code; only whoever has our key could test a guess. The report on that erasure says until when we keep them.'
    : '';
  const typed = declared
    ? 'What was typed there to prove who asks is deleted once it was compared; the declaration that was signed stays in the record.'
    : '';
  return [record, typed, values].filter(Boolean).join(' ');
}

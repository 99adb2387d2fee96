import { counted } from '../pages/words/date-words';
import { rightWords } from '../pages/words/right-words';
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

/** One of the desk's own records, for the person: how the request came, how it ended, and until when what of it is kept. */
export function recordWords(record: DeskRecord): string {
  const { outcome, closedOn, letters } = record;
  return [
    askedWords(record),
    closedOn
      ? `It ended on ${longDate(closedOn)}: ${outcome ? inSentence[outcome] : 'closed'}.`
      : 'It is open.',
    letters > 0
      ? `We have sent you ${counted(letters, 'letter or mail', 'letters or mails')} about it so far.`
      : '',
    keptWords(record),
  ]
    .filter(Boolean)
    .join(' ');
}

function askedWords({ right, receivedOn, cameBy, follows }: DeskRecord): string {
  const { asked } = rightWords(right);
  return cameBy === 'letter'
    ? `on ${longDate(receivedOn)} it followed from our answer to your letter ${follows}, as if you had asked us to ${asked}.`
    : `on ${longDate(receivedOn)} you asked us to ${asked}, ${cameByWords[cameBy]}.`;
}

function keptWords({ keptUntil, unreadableSince, hashes, declared }: DeskRecord): string {
  const record = unreadableSince
    ? `Its record has been unreadable since ${longDate(unreadableSince)}; dates and steps are left, without a name.`
    : keptUntil
      ? `Its record is kept until ${longDate(keptUntil)}.`
      : '';
  const values = hashes
    ? 'With it we keep a short code worked out of each record that was erased, to notice when a backup brings it back. Your data cannot be read out of such a code; only whoever has our key could test a guess. The report on that erasure says until when we keep them.'
    : '';
  const typed = declared
    ? 'What you typed there to prove who you are is deleted once it was compared; the declaration that you signed stays in the record.'
    : '';
  return [record, typed, values].filter(Boolean).join(' ');
}

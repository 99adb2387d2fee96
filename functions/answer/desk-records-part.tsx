import { counted, durationWords } from '../pages/words/date-words';
import { rightWords } from '../pages/words/right-words';
import { Part } from './answer-page';
import { longDate } from './answer-words';
import type { DeskRecord, DeskRecords } from './desk-records';

interface DeskRecordsPartProps {
  readonly records: DeskRecords;
  /** How long a record is kept once its request is closed (ISO 8601). */
  readonly recordsKept: string;
  /** How long dates and steps without a name stay after that (ISO 8601). */
  readonly stubKept: string;
}

/** The desk's own records on whoever asks, with purpose, source, recipients and end. */
export function DeskRecordsPart({ records, recordsKept, stubKept }: DeskRecordsPartProps) {
  const { requests } = records;
  return (
    <Part id="desk-records" title="Your requests to us">
      <p>
        We keep a record of each request about your data: what was asked, what we did and when, and the
        letters about it. We keep it to answer you, and to be able to show that we did. It comes from you and
        from our own work on it. Outside our own team only those hear of a request who have to act on it, whom
        its answer names, and the services that carry our mails and keep our data. Each record is kept for{' '}
        {durationWords(recordsKept)} after its request is closed; then nobody can read it any more, and dates
        and steps without a name stay for about {durationWords(stubKept)}.
      </p>
      <ul class="plain">
        {requests.map((record) => (
          <li>
            <b>{record.reference}</b>
            {record.isThis && ' (this one)'}: {recordWords(record)}
          </li>
        ))}
      </ul>
      <p class="quiet">
        Listed are the requests for which the code mailed to your address was typed, of which one of us knew
        that they are yours, or which our shop passed on while you were signed in. An opt-out signal that
        comes again is carried out again, once a week at most as a rule; only the first of each year is
        listed. A request that only names your address may come from anybody, so it is not shown. The same
        list for programs is in <a href="data/requests-to-us.json">data/requests-to-us.json</a>.
      </p>
    </Part>
  );
}

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

function recordWords(record: DeskRecord): string {
  const { right, receivedOn, cameBy, outcome, closedOn, letters } = record;
  const { asked } = rightWords(right);
  return [
    `on ${longDate(receivedOn)} you asked us to ${asked}, ${cameByWords[cameBy]}.`,
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

function keptWords({ keptUntil, unreadableSince, hashes }: DeskRecord): string {
  const record = unreadableSince
    ? `Its record has been unreadable since ${longDate(unreadableSince)}; dates and steps are left, without a name.`
    : keptUntil
      ? `Its record is kept until ${longDate(keptUntil)}.`
      : '';
  const values = hashes
    ? 'With it we keep check values (keyed hashes) of what was erased, to notice what a backup brings back; the report on that erasure says until when.'
    : '';
  return [record, values].filter(Boolean).join(' ');
}

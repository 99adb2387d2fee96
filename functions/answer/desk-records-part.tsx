import { durationWords } from '../pages/words/date-words';
import { Part } from './answer-page';
import { otherNamesWords, recordWords } from './desk-record-words';
import type { DeskRecords } from './desk-records';

interface DeskRecordsPartProps {
  readonly records: DeskRecords;
  /** How long a record is kept once its request is closed (ISO 8601). */
  readonly recordsKept: string;
  /** How long dates and steps without a name stay after that (ISO 8601). */
  readonly stubKept: string;
}

/** The desk's own records on whoever asks, with purpose, source, recipients and end. */
export function DeskRecordsPart({ records, recordsKept, stubKept }: DeskRecordsPartProps) {
  const { requests, underOtherNames = 0 } = records;
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
      {underOtherNames > 0 && <p>{otherNamesWords(underOtherNames)}</p>}
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

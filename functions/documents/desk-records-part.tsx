import { REMOVAL_DAYS, TABLE_RECOVERY_DAYS } from '../domain/recovery-days';
import { durationText } from '../words/date-text';
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

/** The desk's own records on the requester, with purpose, source, recipients and end. */
export function DeskRecordsPart({ records, recordsKept, stubKept }: DeskRecordsPartProps) {
  const { requests, underOtherNames = 0 } = records;
  return (
    <Part id="desk-records" title="Your requests to us">
      <p>
        We keep a record of each request about your data: what was asked, what we did and when, and the
        letters about it. We keep it to answer you, and to be able to show that we did. It comes from you and
        from our own work on it. Outside our own team only those hear of a request who have to act on it, whom
        its answer names, and the services that carry our mails and keep our data. Each record is kept for{' '}
        {durationText(recordsKept)} after its request is closed, and longer only as long as it keeps data out
        of use; then nobody can read it any more, and dates and steps without a name stay for about{' '}
        {durationText(stubKept)}. To find requests with the same address or number again, we keep a short code
        worked out of each that was proven, beside the reference of its request, for{' '}
        {durationText(recordsKept)} and one year after the proof; nobody can read the address out of it, and
        it is gone from our database and its backups at most {TABLE_RECOVERY_DAYS + REMOVAL_DAYS} days later.
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
        Listed are the requests with an address or number of yours: those for which the code mailed there was
        typed, those of which one of us knew that they are yours, and those which our shop passed on while you
        were signed in. A letter or a call with no e-mail address in it cannot be found that way, so it is not
        listed even where one of us knew you; if you sent one, write to us. An opt-out signal that comes again
        is carried out again, once a week at most as a rule; only the first of each year is listed. A request
        that only names your address may come from anybody, so it is not shown. The same list for programs is
        in <a href="data/requests-to-us.json">data/requests-to-us.json</a>.
      </p>
    </Part>
  );
}

import { Part } from './answer-page';
import { capitalised, longDate } from './answer-words';
import type { CompletionReport } from './completion-facts';
import type { RecipientCompletion } from './completion-input';
import { deskKeepsText } from './desk-keeps-text';
import { notInformedText } from './not-informed-text';

/** The limits of the report: backups, recipients, places outside the map, and what the desk itself keeps. */
export function CompletionNotCovered({ report }: { readonly report: CompletionReport }) {
  const { backups, recipients, outsideMap } = report.notCovered;
  return (
    <Part id="not-covered" title="What this report does not cover">
      {backups.length > 0 && (
        <>
          <h3>Backups</h3>
          <p>Copies that were made before the erasure still hold your data until these dates:</p>
          <ul class="plain">
            {backups.map(({ title, until }) => (
              <li>
                {title}: until {longDate(until)}
              </li>
            ))}
          </ul>
        </>
      )}
      {recipients.length > 0 && (
        <>
          <h3>Those who received your data</h3>
          <p>
            We tell those who have to act. We cannot look into their systems; we can only say what they
            answered.
          </p>
          <ul class="plain">
            {recipients.map((recipient) => (
              <li>
                <b>{recipient.name}</b>: {statusWords(recipient)}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Places we did not search</h3>
      {outsideMap.length > 0 ? (
        <ul class="plain">
          {outsideMap.map((place) => (
            <li>{capitalised(place)}</li>
          ))}
        </ul>
      ) : (
        <p>Anything outside the places named in this report.</p>
      )}
      {report.deskKeeps && (
        <>
          <h3>What we keep of this request itself</h3>
          <ul class="plain">
            {deskKeepsText(report.deskKeeps, longDate).map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

function statusWords({ status, on, by, keeps = [] }: RecipientCompletion): string {
  if (status === 'spared') return notInformedText(keeps, longDate);
  const when = on === undefined ? '' : ` on ${longDate(on)}`;
  if (status === 'promised') return `told, and promises to do it by ${by ? longDate(by) : 'a later day'}`;
  if (status === 'not-told') return 'not told yet';
  return status === 'told' ? `told${when}, no answer yet` : `confirmed${when} by a person there`;
}

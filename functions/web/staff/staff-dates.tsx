import { type TimelineFacts, timelineHeadline } from '../../words/timeline';
import { TimelineFigure } from '../parts/timeline-figure';

/**
 * The deadline, with the picture of how it came about; what else staff must know about dates is folded
 * beneath it.
 */
export function StaffDates(props: {
  readonly timeline: TimelineFacts;
  /** Dates under further laws, doubts about a rule, laws not yet reviewed: one sentence each. */
  readonly dateNotes?: readonly string[] | undefined;
}) {
  const { timeline, dateNotes = [] } = props;
  return (
    <>
      <h2>{timelineHeadline(timeline)}</h2>
      <TimelineFigure facts={timeline} />
      {dateNotes.length > 0 && (
        <details>
          <summary>More about these dates</summary>
          <ul>
            {dateNotes.map((note) => (
              <li>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

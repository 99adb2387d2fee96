import { raw } from 'hono/html';
import { type TimelineFacts, timelineSentences, timelineSvg } from '../../words/timeline';

/**
 * The picture of the clock with its numbered sentences below; how the date was worked out is folded below
 * them.
 */
export function TimelineFigure({ facts }: { readonly facts: TimelineFacts }) {
  const { workings = [] } = facts;
  return (
    <>
      <figure>
        {raw(timelineSvg(facts))}
        <ul class="keys">
          {timelineSentences(facts).map((sentence, at) => (
            <li>
              <b>{at + 1}</b>
              <span>{sentence}</span>
            </li>
          ))}
        </ul>
      </figure>
      {workings.length > 0 && (
        <details>
          <summary>How is this date worked out?</summary>
          <ul>
            {workings.map((step) => (
              <li>{step}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

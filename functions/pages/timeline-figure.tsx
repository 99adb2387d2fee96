import { raw } from 'hono/html';
import { type TimelineFacts, timelineSentences, timelineSvg } from './timeline';

/** The picture of the clock with its sentences beneath, numbered alike. */
export function TimelineFigure({ facts }: { readonly facts: TimelineFacts }) {
  return (
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
  );
}

import type { Child } from 'hono/jsx';
import type { AnswerFacts } from './answer-facts';
import { longDate } from './answer-words';

interface AnswerFactsListProps {
  readonly facts: AnswerFacts;
  /** What the day of the answer is called: "We answer on". */
  readonly dated: string;
  /** The identifiers that were searched by, a line each. */
  readonly children: Child;
}

/** The head of an answer: its reference, its dates, its laws, and what was searched by. */
export function AnswerFactsList({ facts, dated, children }: AnswerFactsListProps) {
  return (
    <dl class="facts">
      <dt>Reference</dt>
      <dd>{facts.reference}</dd>
      <dt>Received on</dt>
      <dd>{longDate(facts.receivedOn)}</dd>
      <dt>{dated}</dt>
      <dd>{longDate(facts.answeredOn)}</dd>
      <dt>Under</dt>
      <dd>
        {facts.texts.laws.map((law) => (
          <span class="lines">{law}</span>
        ))}
        {facts.texts.laws.length === 0 && (
          <span class="lines">No law that we follow was in force when you asked</span>
        )}
      </dd>
      <dt>We searched by</dt>
      <dd>{children}</dd>
    </dl>
  );
}

import { Layout, type PageFrame } from '../layout';
import { type Written, WrittenText } from '../written-text';
import { LostEntries, type LostEntryView } from './lost-entries';

export interface StandsStillFacts extends PageFrame, Written {
  readonly nickname: string;
  readonly lost: readonly LostEntryView[];
}

/** In place of every page about a request that lost entries, until somebody has said how it goes on. */
export function StandsStill(facts: StandsStillFacts) {
  const title = 'This request stands still';
  return (
    <Layout frame={facts} title={title}>
      <h1>{title}</h1>
      <p class="lead">
        Part of its record was lost, so the desk does not know what was done already. Nothing was done just
        now. Its legal dates and their reminders go on.
      </p>
      <p class="hint">Request {facts.nickname}</p>
      <WrittenText written={facts.written} />
      <LostEntries lost={facts.lost} />
      <h2>What happens next</h2>
      <ol>
        <li>Look up what was mailed to the person and to you in those days.</li>
        <li>
          Tell whoever runs the desk what you know. They say how it goes on: to one of you, who can then let
          the desk search again, or from where its record stands. The runbook has it under “register
          restored”.
        </li>
      </ol>
      <p>
        <a class="button quiet" href="/s">
          See all requests
        </a>
      </p>
    </Layout>
  );
}

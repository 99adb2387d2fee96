import { Layout, type PageFrame } from '../parts/layout';
import { type Written, WrittenText } from '../parts/written-text';
import { LostEntries, type LostEntryView } from './lost-entries';

export interface RequestHaltedFacts extends PageFrame, Written {
  readonly nickname: string;
  readonly lost: readonly LostEntryView[];
}

/** Shown instead of every page of a request that lost events, until staff have decided how it goes on. */
export function RequestHalted(facts: RequestHaltedFacts) {
  const title = 'This request is on hold';
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
      <p>
        Look up what was mailed in those days, and tell whoever runs the desk. They decide how it goes on
        (runbook, “register restored”).
      </p>
      <p>
        <a class="button quiet" href="/s">
          See all requests
        </a>
      </p>
    </Layout>
  );
}

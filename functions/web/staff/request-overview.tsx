import type { Outcome } from '../../domain/event-facts';
import type { Status } from '../../domain/request-status';
import type { Right } from '../../domain/rights';
import { rightLabels } from '../../words/right-labels';
import { outcomeLabels, statusLabels } from '../../words/status-labels';
import type { TimelineFacts } from '../../words/timeline';
import { Form, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { TimelineFigure } from '../parts/timeline-figure';
import { LettersWaiting, type LettersWaitingFacts } from './letters-waiting-view';
import { type RecipientRow, RecipientStatuses } from './recipient-statuses';
import { StaffNav, type StaffNavFacts } from './staff-nav';
import { UndeliveredMails, type UndeliveredRow } from './undelivered-mails';

/** A request as any signed-in member of staff may see it: no personal data. */
export interface RequestOverviewFacts extends PageFrame {
  readonly nav: StaffNavFacts;
  readonly reference: string;
  readonly nickname: string;
  readonly right: Right;
  readonly status: Status;
  readonly outcome?: Outcome;
  readonly timeline: TimelineFacts;
  /** Other requests that are related to it. */
  readonly related?: readonly { readonly how: string; readonly reference: string; readonly url: string }[];
  /** Titles of the map and sentences of our own. */
  readonly missing: readonly { readonly what: string; readonly why: string }[];
  /**
   * Opens the page on which the reader can continue; with `mail=fresh` the code is mailed again. Absent:
   * nothing for them to do.
   */
  readonly open?: FormTarget;
  /** What must be sent by post, for readers who may post it. */
  readonly letters?: LettersWaitingFacts;
  /** The recipients that are informed of it. */
  readonly recipients?: readonly RecipientRow[];
  /** Mails that did not arrive, newest first. */
  readonly undelivered?: readonly UndeliveredRow[];
  /** No more mails are sent for now. */
  readonly tooMany?: boolean;
}

function Open({ action, hidden = {} }: FormTarget) {
  return (
    <>
      <Form action={action} hidden={hidden}>
        <button type="submit">Open it</button>
      </Form>
      <p class="hint">To act there you need the code from a mail that is sent to you now.</p>
      <Form action={action} hidden={{ ...hidden, mail: 'fresh' }}>
        <button type="submit" class="quiet">
          Send me the mail once more
        </button>
      </Form>
    </>
  );
}

/** The status of one request, and how to continue. */
export function RequestOverview(facts: RequestOverviewFacts) {
  const { outcome } = facts;
  return (
    <Layout frame={facts} title={`Request ${facts.nickname}`}>
      <h1>Request {facts.nickname}</h1>
      <StaffNav {...facts.nav} />
      <p class="lead">
        {rightLabels(facts.right).title}.{' '}
        {outcome ? `Closed: ${outcomeLabels[outcome]}` : statusLabels[facts.status]}.
      </p>
      <p class="hint">{facts.reference}</p>
      {facts.tooMany && (
        <div class="warn">
          <p>
            Enough mails were sent to you about this request. Use the newest of them, or try again in an hour.
          </p>
        </div>
      )}
      <LettersWaiting letters={facts.letters} />
      {facts.open && <Open {...facts.open} />}
      {!facts.open && !facts.letters && <p>There is nothing for you to do here now.</p>}
      {(facts.related ?? []).map(({ how, reference, url }) => (
        <p>
          {how} <a href={url}>{reference}</a>.
        </p>
      ))}
      {facts.missing.length > 0 && (
        <ul>
          {facts.missing.map(({ what, why }) => (
            <li>
              <b>{what}</b>: {why}
            </li>
          ))}
        </ul>
      )}
      <RecipientStatuses rows={facts.recipients ?? []} />
      <UndeliveredMails rows={facts.undelivered ?? []} />
      <TimelineFigure facts={facts.timeline} />
    </Layout>
  );
}

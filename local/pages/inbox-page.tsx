import { Layout, type PageFrame } from '../../functions/web/parts/layout';
import { countText, instantText } from '../../functions/words/date-text';
import { shownName } from '../../functions/words/shown-text';

/** Every mail the local run sent, newest first. */
export interface InboxFacts extends PageFrame {
  readonly zone: string;
  readonly mails: readonly InboxEntry[];
}

export interface InboxEntry {
  readonly url: string;
  readonly to: string;
  readonly subject: string;
  /** Instant. */
  readonly sentAt: string;
  readonly unread: boolean;
}

export function InboxPage(facts: InboxFacts) {
  const { mails } = facts;
  return (
    <Layout frame={facts} title="Inbox" wide>
      <h1>Inbox</h1>
      {mails.length === 0 ? (
        <div class="good">
          <p class="lead">No mail yet.</p>
          <p>Send a request through the form, and the first one is here a moment later.</p>
        </div>
      ) : (
        <div class="scroll">
          <table>
            <caption>
              {countText(mails.length, 'mail')}, the newest first. They went nowhere but here.
            </caption>
            <thead>
              <tr>
                <th scope="col">Subject</th>
                <th scope="col">To</th>
                <th scope="col">Sent</th>
              </tr>
            </thead>
            <tbody>
              {mails.map((mail) => (
                <tr>
                  <th scope="row">
                    <a href={mail.url}>{shownName(mail.subject)}</a>{' '}
                    {mail.unread && <span class="tag">new</span>}
                  </th>
                  <td>
                    <bdi>{shownName(mail.to)}</bdi>
                  </td>
                  <td>{instantText(mail.sentAt, facts.zone)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Layout>
  );
}

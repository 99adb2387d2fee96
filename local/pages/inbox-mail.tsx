import { FactList } from '../../functions/web/parts/fact-list';
import { Layout, type PageFrame } from '../../functions/web/parts/layout';
import { instantText } from '../../functions/words/date-text';
import { shownName, shownText } from '../../functions/words/shown-text';

/** One mail as it was sent: as text, and as HTML in a frame of its own. */
export interface InboxMailFacts extends PageFrame {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** Instant. */
  readonly sentAt: string;
  readonly zone: string;
  readonly text: string;
  /**
   * Path that serves only the HTML part: `framedMail(html)` under `framedMailPolicy`. This page itself needs
   * `contentSecurityPolicy({ frames: true })`.
   */
  readonly htmlUrl: string;
  readonly inboxUrl: string;
  /** The desk's own origin: only its addresses become links. */
  readonly origin: string;
}

const ADDRESS = /(https?:\/\/[^\s<>"]+)/;

/** The text part, with the desk's own addresses as links, as in a mail program. */
function LinkedText({ text, origin }: { text: string; origin: string }) {
  return (
    <pre>
      {shownText(text, 50_000)
        .split(ADDRESS)
        .map((piece) => (piece.startsWith(`${origin}/`) ? <a href={piece}>{piece}</a> : piece))}
    </pre>
  );
}

export function InboxMail(facts: InboxMailFacts) {
  return (
    <Layout frame={facts} title={facts.subject}>
      <p>
        <a href={facts.inboxUrl}>Back to the inbox</a>
      </p>
      <h1>{shownName(facts.subject)}</h1>
      <FactList
        facts={[
          ['From', shownName(facts.from)],
          ['To', <bdi>{shownName(facts.to)}</bdi>],
          ['Sent', instantText(facts.sentAt, facts.zone)],
        ]}
      />
      <h2>As text</h2>
      <LinkedText text={facts.text} origin={facts.origin} />
      <h2>As HTML</h2>
      <iframe
        src={facts.htmlUrl}
        title="The mail as HTML"
        sandbox="allow-top-navigation-by-user-activation"
      />
    </Layout>
  );
}

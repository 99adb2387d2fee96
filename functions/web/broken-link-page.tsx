import { Layout, type PageFrame } from './parts/layout';
import { type Written, WrittenText } from './parts/written-text';

/** The same for a link that expired, was used or never existed, so that nobody learns which. */
export interface BrokenLinkFacts extends PageFrame, Written {
  /** Path of the request form. */
  readonly formUrl: string;
  /** Path of the sign-in, for pages that mails to staff lead to. */
  readonly signInUrl?: string;
}

export function BrokenLinkPage(facts: BrokenLinkFacts) {
  return (
    <Layout frame={facts} title="This link does not work">
      <h1>This link does not work</h1>
      <p class="lead">It may have expired, been used, or been cut off.</p>
      <ul>
        <li>Is there a newer mail from us? Only the link in the newest one works.</li>
        <li>Copied the link by hand? Make sure nothing is missing at its end.</li>
        <li>
          Neither helps? Write to{' '}
          <a href={`mailto:${facts.controller.contactEmail}`}>{facts.controller.contactEmail}</a> and name the
          reference in the mail, or <a href={facts.formUrl}>start again</a>.
        </li>
        {facts.signInUrl && (
          <li>
            Do you work here? <a href={facts.signInUrl}>Sign in</a> and open the request from the list.
          </li>
        )}
      </ul>
      <p>A request you made stays open, even if a link has expired.</p>
      <WrittenText written={facts.written} />
    </Layout>
  );
}

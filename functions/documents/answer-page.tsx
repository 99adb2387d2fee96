import { createHash } from 'node:crypto';
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Desk } from '../domain/desk';
import type { AnswerFacts, Remedy } from './answer-facts';
import { answerPageStyle, answerStyle } from './answer-style';
import { longDate } from './answer-words';

const css = answerPageStyle + answerStyle;
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * Start of a page that a person keeps: one file that loads nothing, whatever its data contains. Start and end
 * are separate so that the rest can be written piece by piece.
 */
export function pageStart(facts: AnswerFacts, title: string): string {
  const { controller } = facts;
  const head = html(
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="referrer" content="no-referrer" />
      <title>{`${title} – ${controller.legalName}`}</title>
      <style>{raw(css)}</style>
    </head>,
  );
  const letterhead = html(
    <>
      <a class="skip" href="#answer">
        Skip to the answer
      </a>
      <header class="letterhead">
        <p class="from">{controller.legalName}</p>
        <p>{controller.address}</p>
      </header>
    </>,
  );
  return `<!DOCTYPE html>\n<html lang="${facts.language}">${head}<body>${letterhead}<main id="answer" class="answer">`;
}

export function pageEnd(facts: AnswerFacts): string {
  const footer = html(
    <footer>
      <p>
        {facts.controller.legalName} · reference {facts.reference} · {longDate(facts.answeredOn)}
      </p>
    </footer>,
  );
  return `</main>${footer}</body></html>\n`;
}

/**
 * The text of a component. Components of an answer are never asynchronous, so the text is available at once.
 */
export function html(node: Child): string {
  const text = String(node);
  if (text.startsWith('[object')) throw new TypeError('a component of an answer must not be asynchronous');
  return text;
}

/** A heading with its content, linked from the table of contents. */
export function Part({ id, title, children }: { id: string; title: string; children: Child }) {
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** Who answers: the controller, how to reach it, and its data protection officer. */
export function WhoAnswers({ controller }: { readonly controller: Desk['controller'] }) {
  const officer = controller.dataProtectionOfficer;
  return (
    <Part id="who" title="Who answers you">
      <dl class="facts">
        <dt>Responsible for your data</dt>
        <dd>
          {controller.legalName}, {controller.address}
        </dd>
        <dt>Contact</dt>
        <dd>
          <MailLink address={controller.contactEmail} />
          {controller.phone !== undefined && <>, {controller.phone}</>}
        </dd>
        {controller.website !== undefined && (
          <>
            <dt>Website</dt>
            <dd>
              <WebLink url={controller.website} />
            </dd>
          </>
        )}
        {officer && (
          <>
            <dt>Data protection officer</dt>
            <dd>
              {officer.name}, <MailLink address={officer.email} />
            </dd>
          </>
        )}
      </dl>
    </Part>
  );
}

interface RightsProps {
  readonly facts: AnswerFacts;
  /** Address of the desk's form. Absent: it is not named. */
  readonly form?: string | undefined;
}

/** The further rights, and where to complain. */
export function RightsAndComplaint({ facts, form }: RightsProps) {
  const { rights, remedies } = facts.texts;
  return (
    <>
      <Part id="rights" title="Your rights">
        {rights.length === 0 && <p>You can ask us for your data, or for something else, at any time.</p>}
        {rights.length > 0 && (
          <ul class="rights">
            {rights.map((right) => (
              <li>
                <b>{right.title}</b> {right.text}
                {right.article !== undefined && <span class="article">{right.article}</span>}
              </li>
            ))}
          </ul>
        )}
        <p>
          {rights.length === 0 ? 'To do so, ' : 'To use one of them, '}
          {form !== undefined && (
            <>
              use our form (<WebLink url={form} />) or{' '}
            </>
          )}
          write to <MailLink address={facts.controller.contactEmail} />.
        </p>
      </Part>
      <Part id="complaint" title="If you are not content with us">
        {remedies.length === 0 && (
          <p>
            None of the laws that we follow here was in force when your request arrived. Write to{' '}
            <MailLink address={facts.controller.contactEmail} />, and somebody looks at it again.
          </p>
        )}
        {remedies.map((remedy) => (
          <Complaint remedy={remedy} named={remedies.length > 1} />
        ))}
      </Part>
    </>
  );
}

/** One law's authority and court. `named`: several laws govern, so each is named. */
function Complaint({ remedy, named }: { readonly remedy: Remedy; readonly named: boolean }) {
  const { law, complaint, court, authority } = remedy;
  return (
    <>
      {named && <h3>Under the {law}</h3>}
      <p>{complaint}</p>
      <p class="authority">
        <b>{authority.name}</b>
        {authority.address !== undefined && <span>{authority.address}</span>}
        <WebLink url={authority.url} />
      </p>
      {court !== undefined && <p>{court}</p>}
    </>
  );
}

function MailLink({ address }: { readonly address: string }) {
  return <a href={`mailto:${encodeURIComponent(address).replace('%40', '@')}`}>{address}</a>;
}

/** A link only where the address is a web address; otherwise the text alone. */
function WebLink({ url }: { readonly url: string }) {
  return /^https?:\/\//i.test(url) ? (
    <a href={url} rel="noopener noreferrer">
      {url.replace(/^https?:\/\//i, '').replace(/\/$/, '')}
    </a>
  ) : (
    <span>{url}</span>
  );
}

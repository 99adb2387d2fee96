import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Desk } from '../../domain/desk';
import { shownName } from '../../words/shown-text';
import { style } from './style';

/** What every page knows. */
export interface PageFrame {
  /** The controller, named at the top and bottom of each page. */
  readonly controller: Pick<Desk['controller'], 'legalName' | 'address' | 'contactEmail'> &
    Partial<Pick<Desk['controller'], 'phone' | 'dataProtectionOfficer'>>;
  /** BCP 47 tag of the page's language. Default `en`. */
  readonly lang?: string;
  /** A bar above the page, in which the local run says that it is one. */
  readonly notice?: Child;
}

/** Each of the facts of a page that depend on its state, without those that every state shares. */
export type StateOf<Facts, Shared extends PropertyKey = never> = Facts extends unknown
  ? Omit<Facts, keyof PageFrame | Shared>
  : never;

interface LayoutProps {
  readonly frame: PageFrame;
  /** Title of the tab; the controller's name is added. */
  readonly title: string;
  /** The form came back with errors, which the tab's title says first. */
  readonly failed?: boolean;
  /** Uses more of a wide screen, for tables. */
  readonly wide?: boolean;
  /** For pages of text and fields only, for which the short stylesheet is enough. */
  readonly slim?: boolean;
  /** More stylesheets, each of which must be named in the content security policy. */
  readonly moreStyles?: readonly string[];
  readonly children: Child;
}

function Footer({ controller }: Pick<PageFrame, 'controller'>) {
  const officer = controller.dataProtectionOfficer;
  return (
    <>
      <p>
        {controller.legalName}, {controller.address}
      </p>
      <p>
        Questions? Write to <a href={`mailto:${controller.contactEmail}`}>{controller.contactEmail}</a>
        {controller.phone ? ` or call ${controller.phone}` : ''}. A request by mail, phone or letter counts
        just the same.
      </p>
      {officer && (
        <p>
          Data protection officer: {officer.name}, <a href={`mailto:${officer.email}`}>{officer.email}</a>
        </p>
      )}
    </>
  );
}

/** The frame of all pages: one inlined stylesheet, no script, nothing loaded from anywhere. */
export function Layout({ frame, title, failed, wide, slim, moreStyles = [], children }: LayoutProps) {
  const name = shownName(frame.controller.legalName);
  const width = wide ? 'wide' : undefined;
  return (
    <html lang={frame.lang ?? 'en'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${failed ? 'Please check: ' : ''}${title} – ${name}`}</title>
        <link rel="icon" href="data:," />
        <style>{raw(slim ? style.slim : style.full)}</style>
        {moreStyles.map((css) => (
          <style>{raw(css)}</style>
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        {frame.notice && <div class="notice">{frame.notice}</div>}
        <header class={width}>
          <b>{name}</b>
          <span>Data requests</span>
        </header>
        <main id="main" class={width}>
          {children}
        </main>
        <footer class={width}>
          <Footer controller={frame.controller} />
        </footer>
      </body>
    </html>
  );
}

/** What a page component returns. */
export type Page = ReturnType<typeof Layout>;

/** Where the content of every page ends. What people write is escaped, so it cannot contain this. */
const END_OF_CONTENT = '</main>';

/**
 * Renders a page as the text of an HTTP reply. Our components are synchronous.
 *
 * @param last - shown below the content, for what only this browser's request tells
 */
export function renderPage(page: Page, last?: Child): string {
  const text = `<!doctype html>${page.toString()}`;
  if (!last) return text;
  const at = text.lastIndexOf(END_OF_CONTENT);
  return text.slice(0, at) + String(last) + text.slice(at);
}

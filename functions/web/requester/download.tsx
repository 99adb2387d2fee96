import { dateText } from '../../words/date-text';
import { CodeField, ErrorSummary, Form, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';

/**
 * - `start`: posts nothing; a code is mailed.
 * - `code`: posts `code`.
 * - `ready`: a form that leads to the file, and one that posts nothing and mails a new code.
 * - `gone`: the package was deleted; the form posts nothing and makes a new one.
 * - `renewing`: a new one is being made.
 */
export type DownloadFacts = PageFrame & {
  readonly reference: string;
  /** A zip with the data, or the report of an erasure, which is a page. Default: a copy. */
  readonly what?: 'copy' | 'report' | undefined;
} & (
    | { readonly state: 'start'; readonly form: FormTarget; readonly until: string; readonly error?: string }
    | { readonly state: 'code'; readonly form: FormTarget; readonly until: string; readonly error?: string }
    | {
        readonly state: 'ready';
        readonly form: FormTarget;
        readonly bytes: number;
        /** Absent if it is no longer known. */
        readonly sha256?: string | undefined;
        readonly again: FormTarget;
        readonly until: string;
      }
    | { readonly state: 'gone'; readonly form: FormTarget }
    | { readonly state: 'renewing' }
  );

type In<State extends DownloadFacts['state']> = Extract<DownloadFacts, { state: State }>;

/** 1,234,567 bytes as "1.2 MB". */
function size(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const amount = bytes / 1000 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${units[power]}`;
}

function Until({ facts }: { facts: PageFrame & { readonly until: string } }) {
  return <p class="hint">You can do this as often as you like until {dateText(facts.until, facts.lang)}.</p>;
}

function titleOf({ what }: Pick<DownloadFacts, 'what'>, rest: string): string {
  return `${what === 'report' ? 'The report' : 'Your data'} ${rest}`;
}

function Start(facts: In<'start'>) {
  return (
    <Layout frame={facts} title={titleOf(facts, 'is ready')} failed={Boolean(facts.error)}>
      <h1>{titleOf(facts, 'is ready')}</h1>
      <ErrorSummary errors={{ form: facts.error }} />
      <p class="lead">To be sure that it is you, we send a code to your mailbox first.</p>
      <Form {...facts.form}>
        <button type="submit">Send me a code</button>
      </Form>
      <Until facts={facts} />
    </Layout>
  );
}

function Code(facts: In<'code'>) {
  const { error } = facts;
  return (
    <Layout frame={facts} title="Type the code" failed={Boolean(error)}>
      <h1>Type the code</h1>
      <ErrorSummary errors={{ code: error }} />
      <p class="lead">It is in the newest mail from us. A code from an older mail no longer works.</p>
      <Form {...facts.form}>
        <CodeField error={error} />
        <button type="submit">{facts.what === 'report' ? 'Go to the report' : 'Go to my data'}</button>
      </Form>
      <Form {...facts.form}>
        <p>No mail after five minutes?</p>
        <button type="submit" class="quiet">
          Send me a new code
        </button>
      </Form>
      <Until facts={facts} />
    </Layout>
  );
}

function HowToRead({ what }: Pick<DownloadFacts, 'what'>) {
  if (what === 'report')
    return (
      <p>
        It is one file that opens in your browser. It lists every store, what was erased, what stays and why.
        Keep it: after the date below we no longer have it for you.
      </p>
    );
  return (
    <p>
      It is one zip file. Open it with a double click, then open <b>index.html</b>: it reads like a web page.
      The same data is included as JSON and CSV files for other programs.
    </p>
  );
}

function Ready(facts: In<'ready'>) {
  return (
    <Layout frame={facts} title={facts.what === 'report' ? 'Download the report' : 'Download your data'}>
      <h1>{facts.what === 'report' ? 'Download the report' : 'Download your data'}</h1>
      <p class="lead">
        You can press the button for a quarter of an hour. After that this page asks for a code once more.
      </p>
      <Form {...facts.form}>
        <button type="submit">Download ({size(facts.bytes)})</button>
      </Form>
      <div class="card">
        <h2>How to read it</h2>
        <HowToRead what={facts.what} />
        {facts.sha256 && (
          <details>
            <summary>Is the file complete?</summary>
            <p>
              Its SHA-256 checksum is <code>{facts.sha256}</code>
            </p>
          </details>
        )}
      </div>
      <Form {...facts.again}>
        <p>On another device? It needs its own code.</p>
        <button type="submit" class="quiet">
          Send me a new code
        </button>
      </Form>
      <Until facts={facts} />
    </Layout>
  );
}

function Gone(facts: In<'gone'>) {
  return (
    <Layout frame={facts} title="This package has been deleted">
      <h1>This package has been deleted</h1>
      <p class="lead">
        We do not keep copies of your data for longer than we need them. We can make a new one, with the data
        as it is now.
      </p>
      <Form {...facts.form}>
        <button type="submit">Make a new package</button>
      </Form>
    </Layout>
  );
}

function Renewing(facts: In<'renewing'>) {
  return (
    <Layout frame={facts} title="We are making a new package">
      <h1>We are making a new package</h1>
      <p class="lead">You get a mail as soon as it is ready. You can close this page.</p>
    </Layout>
  );
}

/** From "it is ready" to the file: a newly mailed code, then a link that works for a minute. */
export function Download(facts: DownloadFacts) {
  if (facts.state === 'start') return <Start {...facts} />;
  if (facts.state === 'code') return <Code {...facts} />;
  if (facts.state === 'ready') return <Ready {...facts} />;
  return facts.state === 'gone' ? <Gone {...facts} /> : <Renewing {...facts} />;
}

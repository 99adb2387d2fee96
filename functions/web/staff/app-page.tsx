import { raw } from 'hono/html';
import { instantText } from '../../words/date-text';
import { shownName } from '../../words/shown-text';
import {
  CodeField,
  ErrorSummary,
  type FieldErrors,
  Form,
  type FormTarget,
  hasErrors,
} from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { qrSvg } from '../parts/qr-svg';
import { StaffNav, type StaffNavFacts } from './staff-nav';
import { AppCode, NoApp } from './totp-fields';

/** A colleague's app that waits for confirmation, and the instant until which it waits. */
export interface WaitingApp {
  readonly staffId: string;
  readonly name: string;
  readonly since: string;
  readonly countsFrom: string;
}

/**
 * The status of the reader's own app. `none`: it can be set up at the command line only. `set-up`: it can be
 * set up here, with the key of this session. Posts `act`: `set-up` (`totp`), `confirm` (`staffId`, `totp` or
 * `recovery`), `cancel` (`staffId`), `new-codes` (`totp` or `recovery`).
 */
export interface AppPageFacts extends PageFrame {
  readonly nav: StaffNavFacts;
  readonly zone: string;
  readonly form: FormTarget;
  readonly own:
    | { readonly state: 'none'; readonly staffId: string }
    | {
        readonly state: 'set-up';
        readonly uri: string;
        readonly secret: string;
        readonly confirmers: readonly string[];
      }
    | { readonly state: 'pending'; readonly app: WaitingApp; readonly confirmers: readonly string[] }
    | { readonly state: 'confirmed'; readonly staffId: string; readonly recoveryLeft: number };
  /** Colleagues' apps that wait; `mayConfirm`: the reader can confirm it. */
  readonly waiting: readonly (WaitingApp & { readonly mayConfirm: boolean })[];
  /** New recovery codes, shown only once. */
  readonly newCodes?: readonly string[];
  readonly errors?: FieldErrors;
}

function hidden({ form }: AppPageFacts, act: string, staffId?: string): FormTarget {
  return { action: form.action, hidden: { ...form.hidden, act, ...(staffId ? { staffId } : {}) } };
}

function SetUp({
  facts,
  own,
}: {
  facts: AppPageFacts;
  own: Extract<AppPageFacts['own'], { state: 'set-up' }>;
}) {
  return (
    <div class="card">
      <h2>Set up your app</h2>
      <p>
        Scan the code with an authenticator app, then type the six digits it shows. The app becomes active
        once {own.confirmers.map(shownName).join(' or ')} confirms it, or after two days if nobody objects.
        Everyone who may decide gets a mail about it now.
      </p>
      <div class="qr">{raw(qrSvg(own.uri, 'QR code for your authenticator app'))}</div>
      <p>
        On this phone: <a href={own.uri}>open it in the app</a>. Or type this key: <code>{own.secret}</code>
      </p>
      <Form {...hidden(facts, 'set-up')}>
        <CodeField
          name="totp"
          id="set-up-totp"
          label="The 6 digits in the app"
          error={facts.errors?.['set-up-totp']}
        />
        <button type="submit">Set it up</button>
      </Form>
    </div>
  );
}

function Confirmed({
  facts,
  own,
}: {
  facts: AppPageFacts;
  own: Extract<AppPageFacts['own'], { state: 'confirmed' }>;
}) {
  return (
    <div class="card">
      <h2>Your app is set up</h2>
      <p>
        {own.recoveryLeft === 0
          ? 'You have no recovery codes. Make ten now, and keep them where your phone is not.'
          : `Recovery codes that you have not used: ${own.recoveryLeft} of 10.`}{' '}
        For a new phone, have whoever runs the desk run <code>npx rightsdesk enrol {own.staffId}</code>.
      </p>
      <details open={own.recoveryLeft === 0 || undefined}>
        <summary>Make ten new recovery codes</summary>
        <p>The old ones stop working then. Everyone who may decide gets a mail about it.</p>
        <Form {...hidden(facts, 'new-codes')}>
          <AppCode idPrefix="new-codes" error={facts.errors?.['new-codes-totp']} />
          <button type="submit">Make new codes</button>
        </Form>
      </details>
    </div>
  );
}

function Own({ facts }: { facts: AppPageFacts }) {
  const { own } = facts;
  if (own.state === 'set-up') return <SetUp facts={facts} own={own} />;
  if (own.state === 'confirmed') return <Confirmed facts={facts} own={own} />;
  if (own.state === 'none')
    return (
      <div class="card">
        <h2>Your app is not set up</h2>
        <NoApp kind="no-app" staffId={own.staffId} onPage={false} />
        <p>
          It cannot be set up on this page: for that, somebody else who may decide and has an app would have
          to confirm it.
        </p>
      </div>
    );
  return (
    <div class="card">
      <h2>Your app is waiting</h2>
      <p>
        You set it up on {instantText(own.app.since, facts.zone)}. It becomes active once{' '}
        {own.confirmers.map(shownName).join(' or ') || 'a colleague'} confirms it, or on{' '}
        {instantText(own.app.countsFrom, facts.zone)}.
      </p>
      <Form {...hidden(facts, 'cancel', own.app.staffId)}>
        <button type="submit" class="stop">
          That was not me: remove it
        </button>
      </Form>
    </div>
  );
}

function Waiting({ facts, app }: { facts: AppPageFacts; app: AppPageFacts['waiting'][number] }) {
  const name = shownName(app.name);
  return (
    <div class="card warn">
      <h2>{name} set up an app</h2>
      <p>
        On {instantText(app.since, facts.zone)}; it becomes active on{' '}
        {instantText(app.countsFrom, facts.zone)} unless somebody removes it. Ask {name} in person or by phone
        first: anyone who reads {name}’s mail could have done it.
      </p>
      {app.mayConfirm && (
        <Form {...hidden(facts, 'confirm', app.staffId)}>
          <AppCode
            idPrefix={`confirm-${app.staffId}`}
            error={facts.errors?.[`confirm-${app.staffId}-totp`]}
          />
          <button type="submit">I asked: it is {name}’s</button>
        </Form>
      )}
      <Form {...hidden(facts, 'cancel', app.staffId)}>
        <button type="submit" class="stop">
          It is not {name}’s: remove it
        </button>
      </Form>
    </div>
  );
}

/** The page on which staff manage their own authenticator app and confirm or cancel those of colleagues. */
export function AppPage(facts: AppPageFacts) {
  return (
    <Layout frame={facts} title="Authenticator app" failed={hasErrors(facts.errors)}>
      <h1>Authenticator app</h1>
      <StaffNav {...facts.nav} />
      <ErrorSummary errors={facts.errors} />
      {facts.newCodes && (
        <div class="good">
          <h2>Your recovery codes</h2>
          <p>They are shown only this once. Each works once, in place of the app.</p>
          <ul>
            {facts.newCodes.map((code) => (
              <li>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Own facts={facts} />
      {facts.waiting.map((app) => (
        <Waiting facts={facts} app={app} />
      ))}
    </Layout>
  );
}

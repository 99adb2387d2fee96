import type { Outcome } from '../../domain/event-facts';
import type { Status } from '../../domain/request-status';
import type { RestrictionState } from '../../domain/restriction-timers';
import type { Right } from '../../domain/rights';
import { countText, fromNow, shortDate } from '../../words/date-text';
import { rightLabels } from '../../words/right-labels';
import { outcomeLabels, statusLabels } from '../../words/status-labels';
import { Form, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { Settling, type SettlingRow } from './settling-list';
import { StaffNav, type StaffNavFacts } from './staff-nav';

/** The list for signed-in staff. No personal data: requests are listed by their nicknames. */
export interface OpenRequestsFacts extends PageFrame {
  readonly nav: StaffNavFacts;
  /** Plain date. */
  readonly today: string;
  /** Most urgent first. */
  readonly requests: readonly OpenRequest[];
  /** Where not all fit on the page: which these are, of how many, and the paths of the neighbouring pages. */
  readonly part?: {
    readonly from: number;
    readonly to: number;
    readonly total: number;
    readonly before?: string | undefined;
    readonly next?: string | undefined;
  };
  /**
   * Answered requests whose data stays restricted until staff decide otherwise. Those that need somebody come
   * first.
   */
  readonly restricted?: readonly RestrictedRow[];
  /** Answered requests that left an erasure which somebody else was asked for. */
  readonly settling?: readonly SettlingRow[];
  /** Newest first. */
  readonly closed?: readonly ClosedRequest[];
  /** The reader's own sign-ins, newest first; the form posts nothing but its hidden value. */
  readonly signIns?: {
    readonly last: readonly { readonly when: string; readonly isOpen: boolean; readonly isThis: boolean }[];
    readonly form: FormTarget;
  };
  /** Since when the mail service has refused further mails, in words; absent while it accepts them. */
  readonly mailWaitsSince?: string;
  /** Path of the page on which staff enter requests. */
  readonly entryUrl: string;
}

export interface OpenRequest {
  readonly reference: string;
  readonly nickname: string;
  readonly right: Right;
  /** It is not known yet what is wanted. */
  readonly unread?: boolean;
  readonly status: Status;
  /** Plain dates. */
  readonly receivedOn: string;
  readonly approveBy: string;
  readonly dueOn: string;
  readonly paused: boolean;
  /** What prevents it from being done: titles of the map and sentences of our own. */
  readonly missing?: readonly { readonly what: string; readonly why: string }[];
  readonly url?: string;
  /** How many mails that could not be delivered have to be posted. */
  readonly letters?: number;
  /** Whether the reader can do something about it. Default: yes. */
  readonly needsMe?: boolean;
}

/** Restricted data; see `RestrictionStand`. */
export interface RestrictedRow {
  readonly reference: string;
  readonly nickname: string;
  readonly stand: RestrictionState;
  readonly url: string;
}

export interface ClosedRequest {
  readonly reference: string;
  readonly right: Right;
  readonly outcome?: Outcome;
  /** Plain date. */
  readonly receivedOn: string;
  readonly url: string;
  readonly letters?: number;
}

function Due({ request, today }: { request: OpenRequest; today: string }) {
  const late = request.dueOn < today;
  const soon = request.approveBy <= today;
  const look = late ? 'tag late' : soon ? 'tag soon' : 'tag';
  return (
    <>
      {shortDate(request.dueOn)}
      <br />
      <span class={look}>
        {late ? 'overdue, ' : ''}
        {fromNow(today, request.dueOn)}
        {request.paused ? ', clock stopped' : ''}
      </span>
    </>
  );
}

/** Shows that mails could not be delivered and have to be printed. */
function ToPost({ letters = 0 }: { letters?: number | undefined }) {
  if (letters === 0) return null;
  return (
    <>
      {' '}
      <span class="tag soon">{letters === 1 ? 'a letter to post' : `${letters} letters to post`}</span>
    </>
  );
}

function Row({ request, today }: { request: OpenRequest; today: string }) {
  return (
    <tr>
      <th scope="row">
        {request.url ? <a href={request.url}>{request.nickname}</a> : request.nickname}
        <span class="hint">{request.reference}</span>
      </th>
      <td>
        <Due request={request} today={today} />
      </td>
      <td>{request.unread ? 'Cannot be read yet' : rightLabels(request.right).title}</td>
      <td>
        {statusLabels[request.status]}
        <ToPost letters={request.letters} />
        {(request.missing ?? []).map(({ what, why }) => (
          <span class="hint">
            {what}: {why}
          </span>
        ))}
      </td>
      <td>{shortDate(request.receivedOn)}</td>
    </tr>
  );
}

function Table({ requests, today, says }: Pick<OpenRequestsFacts, 'requests' | 'today'> & { says: string }) {
  if (requests.length === 0) return null;
  return (
    <div class="scroll">
      <table>
        <caption>
          {says}: {countText(requests.length, 'open request')}, the most urgent first
        </caption>
        <thead>
          <tr>
            <th scope="col">Request</th>
            <th scope="col">Latest date</th>
            <th scope="col">Wants</th>
            <th scope="col">Where it is</th>
            <th scope="col">Received</th>
          </tr>
        </thead>
        <tbody>
          {requests.map((request) => (
            <Row request={request} today={today} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function standWords({ how, on, isOpen }: RestrictionState): string {
  if (how === 'ends') return `the person has the notice, it ends on ${shortDate(on)}`;
  if (how === 'untold')
    return 'the notice that it ends has not reached the person: post it, or say how it goes on';
  return isOpen
    ? `check whether it is still needed: due since ${shortDate(on)}`
    : `look again on ${shortDate(on)}`;
}

function Restricted({ rows }: { rows: readonly RestrictedRow[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h2>Kept out of use</h2>
      <ul id="restricted">
        {rows.map(({ reference, nickname, url, stand }) => (
          <li>
            <a href={url}>{nickname}</a> ({reference}): {standWords(stand)}
            {stand.isOpen && <span class="tag soon">needs somebody</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Closed({ closed }: { closed: readonly ClosedRequest[] }) {
  if (closed.length === 0) return null;
  return (
    <details open={closed.some(({ letters = 0 }) => letters > 0)}>
      <summary>Closed: the latest {closed.length}</summary>
      <ul>
        {closed.map(({ url, reference, right, outcome, receivedOn, letters }) => (
          <li>
            <a href={url}>{reference}</a>: {rightLabels(right).title},{' '}
            {outcome ? outcomeLabels[outcome] : statusLabels.closed}, received {shortDate(receivedOn)}
            <ToPost letters={letters} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function SignIns({ last, form }: NonNullable<OpenRequestsFacts['signIns']>) {
  return (
    <details>
      <summary>Your last sign-ins</summary>
      <ul>
        {last.map(({ when, isOpen, isThis }) => (
          <li>
            {when}
            {isThis ? ' (this one)' : isOpen ? ' (open now)' : ''}
          </li>
        ))}
      </ul>
      <Form {...form}>
        <p>Was one of them not you? This signs you out everywhere and tells your colleagues.</p>
        <button type="submit" class="stop">
          That was not me
        </button>
      </Form>
    </details>
  );
}

function Part({ from, to, total, before, next }: NonNullable<OpenRequestsFacts['part']>) {
  return (
    <p class="notice">
      {total} requests are open. This page shows {from} to {to}, the most urgent first.{' '}
      {before && <a href={before}>More urgent ones</a>} {next && <a href={next}>The next ones</a>}
    </p>
  );
}

/** Open requests and their deadlines. */
export function OpenRequests(facts: OpenRequestsFacts) {
  const mine = facts.requests.filter(({ needsMe = true }) => needsMe);
  const restricted = facts.restricted ?? [];
  const others = facts.requests.filter(({ needsMe = true }) => !needsMe);
  return (
    <Layout frame={facts} title="Open requests" wide>
      <h1>Open requests</h1>
      <StaffNav {...facts.nav} />
      {facts.mailWaitsSince && (
        <div class="notice">
          <p>
            Mails may be late: the mail service accepted no more on {facts.mailWaitsSince}. They go out by
            themselves. Until then look here for what needs you.
          </p>
        </div>
      )}
      {facts.part && <Part {...facts.part} />}
      {facts.requests.length === 0 &&
      !restricted.some(({ stand }) => stand.isOpen) &&
      !facts.settling?.some(({ isLate }) => isLate) ? (
        <div class="good">
          <p class="lead">Nothing is open. Well done.</p>
          <p>New requests come in through the form. You get a mail when one needs you.</p>
        </div>
      ) : (
        <>
          <Table requests={mine} today={facts.today} says="Needs you" />
          <Table requests={others} today={facts.today} says="Waiting" />
        </>
      )}
      <Settling rows={facts.settling ?? []} />
      <Restricted rows={restricted} />
      <p>
        <a class="button quiet" href={facts.entryUrl}>
          Enter a letter or a call
        </a>
      </p>
      <Closed closed={facts.closed ?? []} />
      {facts.signIns && <SignIns {...facts.signIns} />}
    </Layout>
  );
}

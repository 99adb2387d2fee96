import { type ListDeps, listedRequests } from '../../functions/casework/driver/request-lists';
import { civilDateOf } from '../../functions/domain/civil-time';
import type { LawBook, Regime } from '../../functions/domain/deadlines/law';
import { dueDates, receivedOn } from '../../functions/domain/due-dates';
import type { RequestRegister } from '../../functions/domain/ports';
import { referenceOf } from '../../functions/domain/reference';
import { type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { countLabel } from '../count-text';
import { onRegister } from '../open-register';
import { textTable } from '../text-table';

/** One request by reference, dates and status, with nothing about the person. */
export interface RequestLine {
  readonly requestId: string;
  readonly reference: string;
  readonly right: string;
  readonly status: string;
  readonly outcome?: string;
  /** Plain dates at the establishment. */
  readonly receivedOn: string;
  readonly latest: string;
  readonly overdue: boolean;
  /** The law that sets the date, and whether this project has reviewed that law's data. */
  readonly law: string;
  readonly review: Regime['review'];
}

export interface RequestsInput {
  readonly register: ListDeps['register'] & Pick<RequestRegister, 'load'>;
  readonly items?: ListDeps['items'];
  readonly book: LawBook;
  /** Instant. */
  readonly now: string;
  /** Whether closed requests are listed as well. */
  readonly all: boolean;
}

export async function requests(
  options: { config: string; all?: true; json?: true },
  console: Console,
): Promise<ExitCode> {
  const all = options.all ?? false;
  const lines = await onRegister(options.config, console.env, ({ register, items, book, clock }) =>
    listRequests({ register, items, book, now: clock.now(), all }),
  );
  if (options.json) printJson(console.stdout, lines);
  else printLines(console.stdout, requestsLines(lines, all));
  return exitCodes.done;
}

/** The requests of a desk, earliest due date first. */
export async function listRequests(input: RequestsInput): Promise<RequestLine[]> {
  const { register, book, now, all } = input;
  const lines: RequestLine[] = [];
  for await (const { requestId } of all ? register.summaries() : listedRequests(input, ['open'])) {
    const request = await register.load(requestId);
    const { latest, ruling } = dueDates(request, book);
    const today = civilDateOf(now, request.received.zone).toString();
    lines.push({
      requestId: request.requestId,
      reference: referenceOf(request.requestId),
      right: request.right,
      status: request.status,
      ...(request.outcome && { outcome: request.outcome }),
      receivedOn: receivedOn(request).toString(),
      latest,
      law: ruling,
      review: book.regimes[ruling]?.review ?? 'notYetReviewed',
      overdue: request.status !== 'closed' && latest < today,
    });
  }
  return lines.sort((a, b) => (a.latest < b.latest ? -1 : 1));
}

export function requestsLines(lines: readonly RequestLine[], all: boolean): string[] {
  const kind = all ? 'request' : 'open request';
  if (lines.length === 0) return [`No ${kind}s.`];
  const rows = lines.map((line) => [
    line.reference,
    line.right,
    line.outcome ? `${line.status}: ${line.outcome}` : line.status,
    line.receivedOn,
    `${line.latest}${line.review === 'supported' ? '' : ' *'}${line.overdue ? ' OVERDUE' : ''}`,
  ]);
  const unreviewed = [
    ...new Set(lines.filter((l) => l.review !== 'supported').map((l) => l.law || 'no law')),
  ];
  return [
    ...textTable(['request', 'right', 'status', 'received', 'latest'], rows),
    '',
    `${countLabel(lines.length, kind)}, ${lines.filter((line) => line.overdue).length} overdue.`,
    ...(unreviewed.length > 0
      ? [`* not yet reviewed (${unreviewed.join(', ')}): have these dates checked before you rely on them.`]
      : []),
  ];
}

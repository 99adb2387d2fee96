import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { firstChainFault } from '../../../functions/adapters/event-chain';
import { readChecksum } from '../../../functions/casework/evidence/read-checksum';
import type { DataSubjectRequest } from '../../../functions/domain/data-subject-request';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { nicknameOf } from '../../../functions/domain/nickname';
import { referenceOf } from '../../../functions/domain/reference';
import { snapshotShop } from '../../../local/sample-shop/snapshot-shop';
import type { FaultyDesk } from './faulty-desk';
import type { Ending } from './patient-people';
import type { Shopper } from './shopper';

/** The result of a run. */
export interface Traces {
  readonly request: DataSubjectRequest | undefined;
  readonly chainFault: string | undefined;
  /** SHA-256 of the download, and of what the log says of it. */
  readonly packageHash: string | undefined;
  readonly loggedHash: string | undefined;
  readonly reportComplete: boolean | undefined;
  readonly mails: readonly { readonly to: string; readonly subject: string; readonly content: string }[];
  readonly others: Map<string, string>;
  readonly own: Map<string, string>;
  /** Executions of this request that are still running. */
  readonly driven: number;
}

/**
 * Everything the shop holds, in two parts: lines of this shopper, without their number, and lines of
 * everybody else.
 */
export async function shopLines(desk: FaultyDesk, who: Shopper): Promise<Pick<Traces, 'others' | 'own'>> {
  const [others, own] = [new Map<string, string>(), new Map<string, string>()];
  for (const [key, line] of await snapshotShop(desk.shop)) {
    const withTitle = `${key} ${line}`;
    const mine =
      (withTitle.includes(String(who.id)) || withTitle.includes(who.email)) && !withTitle.includes('c-other');
    const plain = (text: string) =>
      text
        .replaceAll(String(who.id), 'ID')
        .replaceAll(who.email, 'EMAIL')
        .replaceAll(who.lastName, 'NAME')
        .replaceAll(who.street, 'STREET');
    if (mine) own.set(plain(key), plain(line));
    else others.set(key, line);
  }
  return { others, own };
}

export async function tracesOf(desk: FaultyDesk, who: Shopper, result: Ending): Promise<Traces> {
  const { request, bytes } = result;
  const id = request?.requestId ?? '';
  const fault = request && firstChainFault(await desk.register.history(id));
  const nickname = request ? nicknameOf(request) : 'no request';
  const made = request && lastOf(request.log, 'package-made');
  const report =
    request?.right === 'erasure' && lastOf(request.log, 'report-made') ? await reportOf(desk, id) : undefined;
  const runs = ['data-subject-request', 'fulfil-access', 'fulfil-erasure', 'answer-by-person'].flatMap(
    (name) => desk.running.aws.stateMachines.list(`${process.env.MACHINE_ARN_PREFIX}${name}`),
  );
  return {
    request,
    chainFault: fault && `${fault.kind} at ${fault.seq}`,
    packageHash: bytes && createHash('sha256').update(bytes).digest('hex'),
    loggedHash: made && (await readChecksum(desk.running.deps, made)),
    reportComplete: report?.complete,
    mails: desk.running.aws.mails.list().map((mail) => ({
      to: mail.to.join().replace(who.email, 'PERSON'),
      subject: mail.subject.replace(referenceOf(id), 'REFERENCE').replace(nickname, 'NICKNAME'),
      content: `${mail.text}\n${mail.html}`,
    })),
    driven: runs.filter((run) => run.name.startsWith(id) && run.status === 'RUNNING').length,
    ...(await shopLines(desk, who)),
  };
}

async function reportOf(desk: FaultyDesk, id: string): Promise<{ complete: boolean }> {
  return (await desk.running.deps.objects.get(id, 'completion-report.json')) as { complete: boolean };
}

/** Events that a fault may add or repeat without harm. */
const mayVary: readonly string[] = [
  'mailed',
  'workflow-started',
  'store-unavailable',
  'stores-retried',
  'reminded',
  'trouble',
  'preview-viewed',
  'package-downloaded',
  // A step that was lost after its last event runs again, and finds nothing left to do.
  'manifest-frozen',
  'erasure-planned',
  'store-erased',
  'store-read-again',
  // A store that answers late is searched for everything at once, instead of in two waves.
  'store-searched',
  // A step that was lost between its intent and the call records the intent again; see `erasureViolations`.
  'erasure-begun',
  'erasure-acknowledged',
];

/**
 * Mails that a fault may add: fresh codes for a person who asked again, reminders, and reports of trouble.
 */
const mayBeAdded = /^(download-code|verify-|remind|unverified|trouble|close-)/;

/**
 * Every difference between a broken run and the clean one, in words; empty if all is well.
 *
 * @param lostSends - how many calls to SES failed after they may have sent a mail
 */
export function violations(
  clean: Traces,
  run: Traces,
  before: Pick<Traces, 'others' | 'own'>,
  lostSends = 0,
): string[] {
  const { request } = run;
  if (!request) return ['the request is not in the register'];
  return [
    ...differenceOf('status', clean.request?.status, request.status),
    ...differenceOf('outcome', clean.request?.outcome, request.outcome),
    ...(run.chainFault ? [`chain: ${run.chainFault}`] : []),
    ...differenceOf('events', JSON.stringify(counts(clean.request)), JSON.stringify(counts(request))),
    ...erasureViolations(clean.request, request),
    ...keyViolations(clean.request, request),
    ...mailViolations(clean.mails, run.mails, { moved: startMovedOn(request), lostSends }),
    ...differenceOf('report complete', clean.reportComplete, run.reportComplete),
    ...differenceOf(
      'records in the package',
      lastOf(clean.request?.log ?? [], 'package-made')?.data.records,
      lastOf(request.log, 'package-made')?.data.records,
    ),
    ...(request.right === 'access' ? differenceOf('package', run.loggedHash, run.packageHash) : []),
    ...(run.driven > 0 ? [`${run.driven} executions still run`] : []),
    ...changes('row of another person', before.others, run.others),
    ...changes('own row', request.right === 'access' ? before.own : clean.own, run.own),
  ];
}

function differenceOf(what: string, expected: unknown, found: unknown): string[] {
  return expected === found ? [] : [`${what}: ${String(found)}, not ${String(expected)}`];
}

function counts(request: DataSubjectRequest | undefined): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { type } of request?.log ?? []) {
    if (!mayVary.includes(type)) found[type] = (found[type] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(found).sort());
}

/** Every intent has a result, and together they erased what a run without faults erases, once. */
function erasureViolations(clean: DataSubjectRequest | undefined, run: DataSubjectRequest): string[] {
  const begun = allOf(run.log, 'erasure-begun').map((e) => e.data.call);
  const settled = new Set(allOf(run.log, 'erasure-acknowledged').map((e) => e.data.call));
  return [
    ...begun.filter((call) => !settled.has(call ?? '')).map((call) => `the call ${call} has no result`),
    ...differenceOf('rows erased', rowsErased(clean), rowsErased(run)),
  ];
}

function rowsErased(request: DataSubjectRequest | undefined): string {
  const sums = new Map<string, number>();
  for (const { data } of allOf(request?.log ?? [], 'erasure-acknowledged')) {
    for (const { collection, erased, anonymised } of data.collections) {
      const name = `${data.storeId} ${collection}`;
      sums.set(name, (sums.get(name) ?? 0) + erased + anonymised);
    }
  }
  return JSON.stringify([...sums].filter(([, rows]) => rows > 0).sort());
}

/**
 * A mail that was sent but not recorded before the request continued does no harm, except the closing mail;
 * {@link mailViolations} checks what was sent.
 */
function keyViolations(clean: DataSubjectRequest | undefined, run: DataSubjectRequest): string[] {
  const keysOf = (request: DataSubjectRequest) =>
    allOf(request.log, 'mailed').map((e) => e.data.key.replace(/^decide-\d+/, 'decide'));
  const [expected, found] = [clean ? keysOf(clean) : [], keysOf(run)];
  return [
    ...(found.includes('outcome') ? [] : ['the outcome was not noted as told']),
    ...found.filter((key, i) => found.indexOf(key) !== i).map((key) => `mail ${key} was noted twice`),
    ...found
      .filter((key) => !expected.includes(key) && !mayBeAdded.test(key))
      .map((key) => `mail ${key} is new`),
    ...run.log.flatMap((e, i) =>
      run.log.findIndex((o) => o.commandId === e.commandId) === i ? [] : [`command ${e.commandId} twice`],
    ),
  ];
}

/**
 * A notice that is repeated this long after the desk recorded it counts from the repetition, since the first
 * may not have been sent: it names a later start.
 */
const LATE_NOTICE = Temporal.Duration.from('PT3H');

function startMovedOn({ log }: DataSubjectRequest): boolean {
  const noticed = lastOf(log, 'erasure-noticed');
  const mailed = allOf(log, 'mailed').find((e) => e.data.kind === 'erasure-notice');
  if (!noticed || !mailed) return false;
  const took = Temporal.Instant.from(noticed.at).until(mailed.at);
  return Temporal.Duration.compare(took, LATE_NOTICE) > 0;
}

/**
 * Each mail must be sent at least once. It may be sent again with identical text when its record was lost,
 * and once more for each answer of SES that was lost, since nobody can tell whether the mail has left.
 */
function mailViolations(
  clean: Traces['mails'],
  run: Traces['mails'],
  { moved, lostSends }: { readonly moved: boolean; readonly lostSends: number },
): string[] {
  const mostCopies = 1 + Math.max(1, lostSends);
  const titles = new Set(clean.map((mail) => `${mail.to}: ${mail.subject}`));
  return [...titles].flatMap((title) => {
    const mayMove = moved && title.includes('about to be erased') ? 1 : 0;
    const wanted = new Set(of(clean, title).map((m) => m.content)).size;
    const sent = of(run, title);
    const different = new Set(sent.map((m) => m.content)).size;
    const isCode = /code/i.test(title);
    if (sent.length < wanted) return [`mail "${title}" ${sent.length} times`];
    if (!isCode && different > wanted + mayMove) return [`mail "${title}" in ${different} versions`];
    const most = Math.max(...sent.map((m) => sent.filter((o) => o.content === m.content).length));
    return most > mostCopies ? [`mail "${title}" ${most} times the same`] : [];
  });
}

function of(mails: Traces['mails'], title: string): Traces['mails'] {
  return mails.filter((mail) => `${mail.to}: ${mail.subject}` === title);
}

function changes(what: string, before: Map<string, string>, after: Map<string, string>): string[] {
  return [
    ...[...before]
      .filter(([key, line]) => after.get(key) !== line)
      .map(([key]) => `${what} ${after.has(key) ? 'changed' : 'gone'}: ${key}`),
    ...[...after.keys()].filter((key) => !before.has(key)).map((key) => `${what} new: ${key}`),
  ];
}

import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Hono } from 'hono/tiny';
import { wakeDriver } from '../../casework/driver/wake';
import type { TaskNotes } from '../../casework/evidence/manual-answers';
import { unreadGroups } from '../../casework/evidence/missing-parts';
import { identitiesOf, requesterFacts } from '../../casework/evidence/requester-facts';
import { storedFindings } from '../../casework/evidence/stored-findings';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { defined } from '../../domain/defined';
import { dueDates } from '../../domain/due-dates';
import type { EventData } from '../../domain/events';
import { knownIdentities } from '../../domain/known-identities';
import { allOf } from '../../domain/log-entries';
import { nicknameOf } from '../../domain/nickname';
import { openTasks } from '../../domain/open-work';
import { storeTitle } from '../../domain/store-title';
import { shownName } from '../../words/shown-text';
import { unreadReasons } from '../../words/unread-text';
import { type Fields, readFiles } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import { actOutcomePage } from './act-outcome-page';
import { answerContested, showContested } from './contested-task';
import { decisionChecks } from './decide/decision-checks';
import { ManualTask } from './manual-task';
import { answerProof, showProof } from './proof-task';
import { answerRefused, showRefused } from './refused-task';
import { searchedFor } from './searched-for';
import type { SearchedFor } from './searched-for-view';
import { answerSettlement, isAboutSettlement, showSettlement } from './settlement-task';
import type { StaffDeps } from './staff-deps';
import { MAX_FORM_BYTES } from './staff-frame';
import { staffLinkRoutes } from './staff-link';
import { hiddenOf, type ReturnedForm, type StaffPage } from './staff-page';
import { namedIn, takeOut } from './take-out';
import { type Answer, checkAnswer, largestUpload, sizeWords, tooLargeWords } from './task-answer';
import { mailedCodeProblem } from './typed-code';
import { waitingRows } from './waiting-rows';

type Task = EventData['task-asked'];

/** The task page of a store that only a person can look into: what to look for, and the result. */
export function taskRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.use(
    `/${LINK_PATHS.task}/*`,
    bodyLimit({ maxSize: largestUpload(deps) + MAX_FORM_BYTES, onError: tooLarge }),
  );
  app.route(
    '/',
    staffLinkRoutes(
      deps,
      { purpose: 'task', gate: 'task', path: LINK_PATHS.task, may: ['answer-tasks', 'decide'] },
      {
        show: (c, page, again) => show(deps, c, page, again),
        act: (c, page, fields) => answer(deps, c, page, fields),
      },
    ),
  );
  return app;

  /** The body was not read, so the typed fields are lost; the error is shown beside the field. */
  function tooLarge(c: Context): Response {
    return c.redirect(`${c.req.path}?error=too-large`, 303);
  }
}

function taskOf({ item, request }: StaffPage): Task | undefined {
  return allOf(request.log, 'task-asked').find((e) => e.data.taskId === item.subjectId)?.data;
}

async function show(deps: StaffDeps, c: Context, page: StaffPage, again?: ReturnedForm): Promise<Response> {
  const { request } = page;
  if (isAboutSettlement(page)) return showSettlement(deps, c, page, again);
  const task = taskOf(page);
  if (!task) return actOutcomePage(deps, c, page, 'already-decided');
  if (!openTasks(request).some((open) => open.taskId === task.taskId))
    return actOutcomePage(deps, c, page, 'task-answered');
  if (task.kind === 'store-refused') return showRefused(deps, c, page, { task });
  if (task.kind === 'proof') return showProof(deps, c, page, { task, ...again });
  if (task.kind === 'contested')
    return showContested(deps, c, page, { task, identifiers: await identifiersOf(deps, page), ...again });
  const tooLarge = c.req.query('error') === 'too-large' && !again;
  const errors = tooLarge ? { files: tooLargeWords(deps) } : (again?.errors ?? {});
  const view = ManualTask({
    ...frameOf(deps),
    nickname: nicknameOf(request),
    kind: task.kind,
    store: storeTitle(deps.map, task.storeId, request),
    left: await leftOf(deps, page, task),
    rows: task.kind === 'rest' ? await waitingRows(deps, request, task.storeId) : [],
    identifiers: await identifiersOf(deps, page),
    dueOn: dueDates(request, deps.book).approveBy,
    form: { action: page.action, hidden: hiddenOf(page) },
    takeOut: task.kind === 'manual-access' ? takeOut(deps, request, again?.values) : [],
    ...(task.kind === 'manual-correction' ? { wrong: await wrongWords(deps, page) } : {}),
    largestUpload: sizeWords(largestUpload(deps)),
    values: again?.values ?? {},
    errors,
  });
  return pageReply(c, view, { status: hasErrors(errors) ? 400 : 200 });
}

/** What the person says is wrong, and what would be right. */
async function wrongWords(deps: StaffDeps, { request }: StaffPage): Promise<string[]> {
  const { corrections = [], message } = await requesterFacts(deps, request);
  const points = corrections.map(({ what, now, right }) =>
    [what, now && `Now: ${now}`, right && `Right: ${right}`].filter(Boolean).join('\n'),
  );
  return message ? [...points, message] : points;
}

/**
 * The identifiers to search for: those that the person gave, and those that the connected stores attribute to
 * them.
 */
async function identifiersOf(deps: StaffDeps, { request }: StaffPage): Promise<SearchedFor[]> {
  const known = knownIdentities(
    deps.map,
    await identitiesOf(deps, request),
    await storedFindings(deps, request),
  );
  return searchedFor(deps.map, known);
}

/** What an erasure left, and why. Titles, counts and our own sentences. */
async function leftOf(deps: StaffDeps, { request }: StaffPage, { kind, storeId }: Task) {
  if (kind !== 'rest') return [];
  const title = storeTitle(deps.map, storeId);
  const { waiting } = await decisionChecks(deps, request);
  const unread = unreadGroups(deps.map, request).filter((g) => g.storeId === storeId && g.says === 'to-do');
  return [
    ...waiting.filter(({ store }) => store === title),
    ...unread.map(({ places, reason }) => ({
      title: `What could not be read: ${unreadReasons[reason]}`,
      records: places,
      reason: 'the list of these places is on the decision page',
    })),
  ];
}

async function answer(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (isAboutSettlement(page)) return answerSettlement(deps, c, page, fields);
  const task = taskOf(page);
  if (!task) return actOutcomePage(deps, c, page, 'already-decided');
  const commandId = `answered-${task.taskId}`;
  if (page.request.log.some((e) => e.commandId === commandId))
    return actOutcomePage(deps, c, page, 'task-answered');
  if (!openTasks(page.request).some((open) => open.taskId === task.taskId))
    return actOutcomePage(deps, c, page, 'already-decided');
  if (task.kind === 'store-refused') {
    const result = await answerRefused(deps, page, task, fields);
    return 'done' in result
      ? actOutcomePage(deps, c, page, result.done)
      : showRefused(deps, c, page, { task, ...result });
  }
  if (task.kind === 'proof') {
    const result = await answerProof(deps, page, task, fields);
    return 'done' in result
      ? actOutcomePage(deps, c, page, result.done)
      : showProof(deps, c, page, { task, values: fields, errors: result.errors });
  }
  if (task.kind === 'contested') {
    const result = await answerContested(deps, page, task, fields);
    return 'done' in result
      ? actOutcomePage(deps, c, page, result.done)
      : show(deps, c, page, { values: fields, errors: result.errors });
  }
  const files = await readFiles(c, 'files');
  const named = task.kind === 'manual-access' ? namedIn(deps, page.request, fields) : [];
  const checked = checkAnswer(deps, task, { fields, files, named }, page.request.received);
  const problem = 'errors' in checked ? undefined : await mailedCodeProblem(deps, page, fields.code);
  const errors: FieldErrors = 'errors' in checked ? checked.errors : problem ? { code: problem } : {};
  if ('errors' in checked || problem) return show(deps, c, page, { values: fields, errors });
  await record(deps, page, task, checked);
  await wakeDriver(deps, page.request.requestId);
  return actOutcomePage(deps, c, page, 'task-answered');
}

/**
 * Files first, the event after, so that the log never names a missing file. Repeated after a crash, the same
 * files go to the same places.
 */
async function record(deps: StaffDeps, page: StaffPage, task: Task, given: Answer): Promise<void> {
  const { requestId } = page.request;
  const { staff } = page;
  const files = await store(deps, requestId, task, given.files);
  const notes: TaskNotes = {
    files,
    ...(given.ground ? { ground: given.ground } : {}),
    ...(given.named ? { named: [...given.named] } : {}),
  };
  const sealed = await deps.vault.seal(requestId, notes);
  await deps.register.append(requestId, `answered-${task.taskId}`, (now) =>
    openTasks(now).some((open) => open.taskId === task.taskId)
      ? {
          type: 'task-answered',
          data: {
            taskId: task.taskId,
            answer: given.answer,
            staffId: staff.id,
            uploads: given.files.length,
            ...defined({ until: given.until, askedOn: given.askedOn, confirmBy: given.confirmBy }),
          },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
}

async function store(
  deps: StaffDeps,
  requestId: string,
  task: Task,
  files: readonly File[],
): Promise<TaskNotes['files']> {
  const stored: TaskNotes['files'] = [];
  for (const [at, file] of files.entries()) {
    const object = `upload/${task.taskId}/${at + 1}`;
    await deps.objects.putBytes(requestId, object, bytesOf(file));
    const name = shownName(file.name) || `file-${at + 1}`;
    stored.push({ name, object, ...(file.type ? { contentType: file.type } : {}) });
  }
  return stored;
}

async function* bytesOf(file: File): AsyncIterable<Uint8Array> {
  yield new Uint8Array(await file.arrayBuffer());
}

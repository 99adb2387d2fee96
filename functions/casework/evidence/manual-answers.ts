import * as z from 'zod/mini';
import { namedKinds } from '../../documents/law-verdict';
import type { ManualAnswer, UploadedFile } from '../../documents/manual-answer';
import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { LoggedEvent } from '../../domain/events';
import { allOf } from '../../domain/log-entries';
import { lawViews } from './law-views';

/**
 * Names of uploaded files and the note of the member of staff who looked; sealed, since a file name can name
 * a person.
 */
export const TaskNotes = z.object({
  note: z.optional(z.string()),
  /** Why something must be kept, for the person to read. */
  ground: z.optional(z.string()),
  /** Kinds of data that are held there and may only be named, in the words of the law. */
  named: z.optional(z.array(z.string())),
  files: z.array(z.object({ name: z.string(), contentType: z.optional(z.string()), object: z.string() })),
});

export type TaskNotes = z.infer<typeof TaskNotes>;

type Deps = Pick<DeskDeps, 'vault' | 'objects' | 'desk' | 'book'>;
type TaskAnswered = Extract<LoggedEvent, { type: 'task-answered' }>;
type Answered = TaskAnswered | Extract<LoggedEvent, { type: 'settlement-answered' }>;

/**
 * What people found in the stores that only people can search: one answer for each store, however often its
 * owner was asked to look.
 */
export async function manualAnswers(deps: Deps, request: DataSubjectRequest): Promise<ManualAnswer[]> {
  const byStore = new Map<string, ManualAnswer>();
  for (const event of allOf(request.log, 'task-answered')) {
    const answer = await manualAnswer(deps, request, event);
    const before = byStore.get(answer.storeId);
    byStore.set(answer.storeId, before ? together(before, answer) : answer);
  }
  return [...byStore.values()];
}

const strongest = ['given', 'withheld', 'nothing-held'] as const;

/**
 * Combines two answers of one store: when the owner is asked again about something the person named later,
 * the first findings stay.
 */
function together(before: ManualAnswer, after: ManualAnswer): ManualAnswer {
  const note = [before.note, after.note].filter(Boolean).join('\n');
  return {
    ...before,
    ...after,
    outcome: strongest.find((one) => [before.outcome, after.outcome].includes(one)) ?? after.outcome,
    files: [...before.files, ...after.files],
    named: [...(before.named ?? []), ...(after.named ?? [])],
    ...(note ? { note } : {}),
  };
}

async function manualAnswer(
  deps: Deps,
  request: DataSubjectRequest,
  event: TaskAnswered,
): Promise<ManualAnswer> {
  const notes = await taskNotes(deps, request, event);
  const { answer } = event.data;
  return {
    storeId: storeOf(request, event.data.taskId),
    by: byPerson(deps, request, event),
    outcome: answer === 'done' ? 'given' : answer === 'nothing-held' ? answer : 'withheld',
    files: notes.files.map(({ object, ...file }) => uploaded(deps, request, file, object)),
    ...(notes.ground ? { withheld: { ground: notes.ground, article: '' } } : {}),
    ...(notes.note ? { note: notes.note } : {}),
    named: namedKinds(lawViews(deps, request))
      .filter(({ words }) => notes.named?.includes(words))
      .map(({ verdict }) => verdict),
  };
}

/** The notes of the member of staff who looked; sealed, since they may name a person. */
export async function taskNotes(
  deps: Pick<DeskDeps, 'vault'>,
  request: DataSubjectRequest,
  event: Answered,
): Promise<TaskNotes> {
  if (!event.sealed) return { files: [] };
  return TaskNotes.parse(await deps.vault.unseal(request.requestId, event.sealed));
}

function uploaded(
  deps: Deps,
  request: DataSubjectRequest,
  file: { name: string; contentType?: string | undefined },
  object: string,
): UploadedFile {
  const content: AsyncIterable<Uint8Array> = {
    [Symbol.asyncIterator]: () => deps.objects.bytes(request.requestId, object)[Symbol.asyncIterator](),
  };
  return { name: file.name, content, ...(file.contentType ? { contentType: file.contentType } : {}) };
}

export function byPerson(deps: Pick<DeskDeps, 'desk'>, request: DataSubjectRequest, event: Answered) {
  const staff = deps.desk.staff.find((s) => s.id === event.data.staffId);
  const on = civilDateOf(event.at, request.received.zone).toString();
  return { name: staff?.name ?? event.data.staffId, role: 'staff', on };
}

export function storeOf(request: DataSubjectRequest, taskId: string): string {
  return allOf(request.log, 'task-asked').find((e) => e.data.taskId === taskId)?.data.storeId ?? taskId;
}

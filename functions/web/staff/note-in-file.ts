import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { allOf } from '../../domain/log-entries';
import type { Fields } from '../form-fields';
import type { InFileNote } from './in-file';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';
import { readStaffText } from './staff-text';

/** Maximum length of a note, in characters. */
const LONGEST = 2_000;

/** The note that staff wrote about what the file holds; undefined where they wrote none. */
export function fileNote(fields: Fields): ReturnType<typeof readStaffText> | undefined {
  return fields['in-file']?.trim() ? readStaffText(fields, 'in-file', LONGEST) : undefined;
}

/** Seals the note before the refusal that it belongs to is recorded. */
export async function keepFileNote(
  deps: StaffDeps,
  { request, staff }: StaffPage,
  note: {
    readonly text: string;
    readonly grounds: Readonly<Record<string, string>>;
    readonly commandId: string;
  },
): Promise<DataSubjectRequest> {
  const sealed = await deps.vault.seal(request.requestId, note.text);
  return deps.register.append(request.requestId, `${note.commandId}-in-file`, () => ({
    type: 'grounds-shown',
    data: { grounds: note.grounds, staffId: staff.id },
    sealed,
    actor: { kind: 'staff', id: staff.id },
  }));
}

/**
 * The notes kept with refusals of a request, for staff to read. Throws `ShreddedError` once its key is
 * destroyed.
 */
export async function notesInFile(
  { vault, desk }: Pick<StaffDeps, 'vault' | 'desk'>,
  { requestId, received, log }: DataSubjectRequest,
): Promise<InFileNote[]> {
  const notes = allOf(log, 'grounds-shown').map(async ({ at, data, sealed }) => ({
    by: desk.staff.find(({ id }) => id === data.staffId)?.name ?? data.staffId,
    on: civilDateOf(at, received.zone).toString(),
    text: sealed ? String(await vault.unseal(requestId, sealed)) : '',
  }));
  return (await Promise.all(notes)).filter(({ text }) => text !== '');
}

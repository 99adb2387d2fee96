import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { StaffMember } from '../../domain/desk';
import type { SessionItem, TokenItem } from '../../domain/desk-items';
import type { Fields } from '../form-fields';
import type { FieldErrors } from '../parts/form-parts';

/** What a link is about, as itself or the session that was opened from it says. */
export type LinkSubject = Pick<TokenItem, 'purpose' | 'requestId' | 'staffId' | 'subjectId'>;

/** An opened page: its reader, the request, and how they got in. */
export interface StaffPage {
  readonly token: string;
  readonly item: LinkSubject;
  readonly staff: StaffMember;
  readonly session: SessionItem;
  readonly request: DataSubjectRequest;
  /** Path that the forms of this page post to. */
  readonly action: string;
  /** The code of the mail came with this very form, and was right. */
  readonly codeTyped: boolean;
}

/** A form that is shown again: what was typed, and what is wrong with it. */
export interface ReturnedForm {
  readonly values: Fields;
  readonly errors: FieldErrors;
}

/** Which file: the `number`th, from 1, of those that were uploaded for a store. */
export interface FileOfPage {
  readonly storeId: string;
  readonly number: number;
}

/** Where further records of a collection begin: the `part`th copy, from 1, after so many of its records. */
export interface RecordsOfPage {
  readonly storeId: string;
  readonly collection: string;
  readonly part: number;
  readonly after: number;
}

/** The hidden fields of every form of an opened page. */
export function hiddenOf(page: Pick<StaffPage, 'session'>): Record<string, string> {
  return { csrf: page.session.csrf };
}

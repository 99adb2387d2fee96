import type { LocatedRow, UnreadPlace } from '../../domain/finding';
import type { LocatedPage } from '../connector';

/** What one listing of a prefix found. */
export interface S3Page {
  readonly rows: readonly LocatedRow[];
  readonly unmapped: LocatedPage['unmapped'];
  readonly unread: readonly UnreadPlace[];
  /** Key of the last object looked through, when there are more. */
  readonly after?: string;
}

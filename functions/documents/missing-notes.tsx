import type { Child } from 'hono/jsx';
import { countText, instantText } from '../words/date-text';
import { unreadKindText, unreadText } from '../words/unread-text';
import type { UnreachedStore, UnreadGroup } from './answer-facts';
import { asSentence } from './answer-words';

export interface UnreachedNoteProps extends Pick<UnreachedStore, 'triedAt' | 'next'> {
  readonly zone: string;
  /** What it means for the person. */
  readonly children: Child;
}

/** Says that a store stayed out of reach, when it was tried, and what comes next. */
export function UnreachedNote({ triedAt, next, zone, children }: UnreachedNoteProps) {
  return (
    <div class="aside open">
      <p>{children}</p>
      {triedAt.length > 0 && (
        <>
          <p>{triedAt.length === 1 ? 'We tried once:' : `We tried ${countText(triedAt.length, 'time')}:`}</p>
          <ul class="plain">
            {triedAt.map((instant) => (
              <li>{instantText(instant, zone)}</li>
            ))}
          </ul>
        </>
      )}
      {next && <p>{asSentence(next)}</p>}
    </div>
  );
}
interface UnreadNoteProps {
  readonly groups: readonly UnreadGroup[];
  /** Not how much it is either. */
  readonly kindsOnly?: boolean;
}

/** Says of a store what in it could not be read by machine, and what a person found there. */
export function UnreadNote({ groups, kindsOnly = false }: UnreadNoteProps) {
  if (groups.length === 0) return null;
  return (
    <div class="aside open">
      {groups.map((group) => (
        <p>{kindsOnly ? unreadKindText(group) : unreadText(group)}</p>
      ))}
    </div>
  );
}

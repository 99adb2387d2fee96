import { unreadKindWords, unreadWords } from '../pages/words/unread-words';
import type { UnreadGroup } from './answer-facts';

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
        <p>{kindsOnly ? unreadKindWords(group) : unreadWords(group)}</p>
      ))}
    </div>
  );
}

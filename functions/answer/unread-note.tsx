import { unreadWords } from '../pages/words/unread-words';
import type { UnreadGroup } from './answer-facts';

/** Says of a store what in it could not be read by machine, and what a person found there. */
export function UnreadNote({ groups }: { readonly groups: readonly UnreadGroup[] }) {
  if (groups.length === 0) return null;
  return (
    <div class="aside open">
      {groups.map((group) => (
        <p>{unreadWords(group)}</p>
      ))}
    </div>
  );
}

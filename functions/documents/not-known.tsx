import { inSentence } from '../words/in-sentence';

/** Names the places that were not fully read. Empty when all were. */
export function NotKnown({ places }: { readonly places: readonly string[] }) {
  if (places.length === 0) return null;
  return (
    <div class="aside open">
      <p>
        <b>Not known:</b> what else about you lies in {places.map(inSentence).join(', ')}. Not all of it was
        read, and what was not read is in none of these lists. More is said at each place.
      </p>
    </div>
  );
}

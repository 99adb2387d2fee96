import { shownName } from '../../words/shown-text';

interface Facts {
  readonly unheard?: readonly string[];
  /** No store holds anything of an earlier decision, as far as is known. */
  readonly untouched: boolean;
}

/**
 * Addresses on file that an earlier notice of a correction did not reach, and what that means for the next
 * approval.
 */
export function UnheardAddresses({ unheard = [], untouched }: Facts) {
  if (unheard.length === 0) return null;
  return (
    <div class="warn" id="unheard">
      <h3>The notice did not reach every address on file</h3>
      <ul>
        {unheard.map((address) => (
          <li>
            <bdi>{shownName(address)}</bdi>
          </li>
        ))}
      </ul>
      <p>
        {untouched && 'So nothing was written. '}It may be an old address of the person, or the address of
        somebody whose account is to be taken over. Approve it again only if you know from elsewhere that it
        is really them: it is then written after a new notice, even if this address stays silent.
      </p>
    </div>
  );
}

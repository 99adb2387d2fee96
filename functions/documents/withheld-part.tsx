import { countText } from '../words/date-text';
import type { StorePart } from './access-model';
import { Part } from './answer-page';
import { asSentence, capitalised, groundWithArticle } from './answer-words';
import { describedKinds, groupByKind, isDescribed, kindsInWords, mayBeShown } from './described';
import { type HeldLine, heldLines } from './held-lines';
import type { PackageInput } from './package-input';
import { ShownByChoice } from './shown-by-choice';

interface WithheldProps {
  readonly stores: readonly StorePart[];
  readonly input: PackageInput;
}

/** What was left out: how many, and on which ground; and what is held but shown to nobody. */
export function WithheldPart({ stores, input }: WithheldProps) {
  if (input.pieces === 'categories') return <HeldKinds stores={stores} />;
  const lines = heldLines(stores);
  const withheld = lines.filter((line) => !isDescribed(line));
  const described = lines.filter(isDescribed);
  return (
    <Part id="withheld" title="What we did not give you">
      {withheld.length === 0 && <p>{described.length === 0 ? NOTHING : NOTHING_ELSE}</p>}
      {withheld.length > 0 && <Withheld lines={withheld} />}
      {described.length > 0 && (
        <>
          <h3>Held, but not shown</h3>
          <p>
            Of {kindsInWords(describedKinds(stores, false))} this answer only says that we hold it, and why we
            do not show it.
          </p>
          <Described lines={described} />
        </>
      )}
      <ShownByChoice stores={stores} grounds={input.grounds} />
    </Part>
  );
}

/**
 * In an answer of kinds: what of the kinds that are never shown is held, without how often. Used by the
 * package and by the preview.
 */
export function HeldKinds({ stores }: Pick<WithheldProps, 'stores'>) {
  const lines = heldLines(stores)
    .filter(isDescribed)
    .map(({ count: _, ...line }) => line);
  const never = lines.filter((line) => !mayBeShown(line));
  const open = lines.filter(mayBeShown);
  return (
    <>
      {never.length > 0 && (
        <Part id="held-kinds" title="What we hold of the kinds that we never show">
          <p>
            Of {kindsInWords(describedKinds(stores, true))} we would only say that we hold it, however sure we
            were that it is you:
          </p>
          <Described lines={never} />
        </Part>
      )}
      {open.length > 0 && (
        <Part id="open-kinds" title="What one of us would have to look at first">
          <p>
            {never.length > 0
              ? 'Of this, too, we say for now that we hold it, for another reason:'
              : 'Of this we say for now that we hold it, for this reason:'}
          </p>
          <Described lines={open} />
        </Part>
      )}
    </>
  );
}

const NOTHING = 'Nothing was withheld.';
const NOTHING_ELSE = 'Nothing was withheld, except that what follows is named and not shown.';

function Withheld({ lines }: { readonly lines: readonly HeldLine[] }) {
  return (
    <section class="scroll" aria-label="What was withheld">
      <table class="records">
        <caption>Held about you, but withheld, each with the reason</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">How many</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <td data-label="What">
                <span>
                  {line.what}
                  <span class="detail">{line.where}</span>
                </span>
              </td>
              <td data-label="How many">{line.count?.toLocaleString('en-GB') ?? 'not counted'}</td>
              <td data-label="Why">
                <span>
                  {capitalised(line.ground)}
                  {line.article !== '' && <span class="detail">{line.article}</span>}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/**
 * Reason by reason, so that each thing stands under the law that keeps it back, and kind by kind below it.
 */
function Described({ lines }: { readonly lines: readonly HeldLine[] }) {
  const reasons = [...new Set(lines.map(reasonOf))];
  return (
    <>
      {reasons.map((reason) => (
        <>
          <p>{reason}</p>
          <ul class="plain">
            {groupByKind(lines.filter((line) => reasonOf(line) === reason)).map((kind) => (
              <li>
                {kind[0]?.held !== undefined && <b>We hold your {kind[0].held}. </b>}
                {kind.map(placeWords).join('; ')}
              </li>
            ))}
          </ul>
        </>
      ))}
    </>
  );
}

function placeWords({ what, where, count }: HeldLine): string {
  return `${what}: held in ${count === undefined ? '' : `${countText(count, 'record')} of `}${where}`;
}

function reasonOf({ ground, article }: HeldLine): string {
  return asSentence(groundWithArticle({ ground, article }));
}

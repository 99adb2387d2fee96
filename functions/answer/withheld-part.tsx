import { counted } from '../pages/words/date-words';
import { collectionsOf, type StorePart } from './access-model';
import { Part } from './answer-page';
import { asSentence, capitalised, fieldTitle, groundWords } from './answer-words';
import { describedKinds, isDescribed } from './described';
import { fileField } from './disclosure-rules';
import type { PackageInput } from './package-input';
import { ShownByChoice } from './shown-by-choice';

interface HeldLine {
  readonly what: string;
  readonly where: string;
  /** Absent where a person withheld something and did not count it. */
  readonly count?: number;
  readonly ground: string;
  readonly article: string;
  /** It is said that it is held, and not shown; else it is left out. */
  readonly described: boolean;
  /** What it is, is not known: it may be something that a law lets us only name. */
  readonly unclear: boolean;
  /** What it is, as it follows "We hold your". */
  readonly held?: string;
}

interface WithheldProps {
  readonly stores: readonly StorePart[];
  readonly input: PackageInput;
}

/** What was left out: how many, and on which ground; and what is held but shown to nobody. */
export function WithheldPart({ stores, input }: WithheldProps) {
  if (input.pieces === 'categories') return <HeldKinds stores={stores} />;
  const lines = [...heldLines(stores), ...heldByHand(stores)];
  const withheld = lines.filter((line) => !line.described);
  const described = lines.filter((line) => line.described);
  return (
    <Part id="withheld" title="What we did not give you">
      {withheld.length === 0 && <p>{described.length === 0 ? NOTHING : NOTHING_ELSE}</p>}
      {withheld.length > 0 && <Withheld lines={withheld} />}
      {described.length > 0 && <Described lines={described} />}
      <ShownByChoice stores={stores} grounds={input.grounds} />
    </Part>
  );
}

/** In an answer of kinds: what of the kinds that are never shown is held, without how often. Used by the package and by the preview. */
export function HeldKinds({ stores }: Pick<WithheldProps, 'stores'>) {
  const all = [...heldLines(stores), ...heldByHand(stores)].map(({ count: _, ...line }) => line);
  const lines = all.filter((line) => line.described && line.held !== undefined);
  const unclear = all.filter((line) => line.unclear);
  return (
    <>
      {lines.length > 0 && (
        <Part id="held-kinds" title="What we hold of the kinds that we never show">
          <p>
            Of {counted(describedKinds(stores) - unclear.length, 'kind')} of data we would only say that we
            hold it, however sure we were that it is you:
          </p>
          <Described lines={lines} />
        </Part>
      )}
      {unclear.length > 0 && (
        <Part id="unclear-kinds" title="What one of us would look at first">
          <p>
            Of {counted(unclear.length, 'kind')} of data our records do not say exactly what it is. However
            sure we were that it is you, one of us would look at it before it is shown:
          </p>
          <Described lines={unclear} />
        </Part>
      )}
    </>
  );
}

const NOTHING = 'Nothing was withheld.';
const NOTHING_ELSE = 'Nothing was withheld, except that what follows is named and not shown.';

function heldLines(stores: readonly StorePart[]): HeldLine[] {
  return collectionsOf(stores).flatMap(({ part, store }) => {
    const { collection, withheldRecords, withheldFields } = part.finding;
    const where = `“${collection.title}”, ${store.title}`;
    return [
      ...withheldRecords.map((held) => ({
        what: 'Whole records',
        where,
        described: false,
        unclear: false,
        ...held,
      })),
      ...withheldFields.map(({ field, because, ...held }) => ({
        what: field === fileField ? 'The stored file' : fieldTitle(collection, field),
        where,
        described: isDescribed(because),
        unclear: because === 'unclear',
        ...held,
      })),
    ];
  });
}

/** What people withheld from the stores they searched, and what they took out of the files to be named here. */
function heldByHand(stores: readonly StorePart[]): HeldLine[] {
  return stores.flatMap((part) => {
    if (part.state !== 'answered') return [];
    const { withheld, named = [] } = part.answer;
    const where = part.store.title;
    return [
      ...(withheld ? [{ what: 'Found by hand', where, described: false, unclear: false, ...withheld }] : []),
      ...named.map((verdict) => ({
        ...verdict,
        what: 'Found by hand',
        where,
        described: true,
        unclear: false,
      })),
    ];
  });
}

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

/** Reason by reason, so that each thing stands under the law that keeps it back. */
function Described({ lines }: { readonly lines: readonly HeldLine[] }) {
  const reasons = [...new Set(lines.map(reasonOf))];
  return (
    <>
      <h3>Held, but not shown</h3>
      {reasons.map((reason) => (
        <>
          <p>{reason}</p>
          <ul class="plain">
            {lines
              .filter((line) => reasonOf(line) === reason)
              .map((line) => (
                <li>
                  {line.held !== undefined && <b>We hold your {line.held}. </b>}
                  {line.what}: held {line.count !== undefined && `in ${counted(line.count, 'record')} of `}
                  {line.count === undefined && 'in '}
                  {line.where}
                </li>
              ))}
          </ul>
        </>
      ))}
    </>
  );
}

function reasonOf({ ground, article }: HeldLine): string {
  return asSentence(groundWords({ ground, article }));
}

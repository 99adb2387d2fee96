import { counted } from '../pages/words/date-words';
import { collectionsOf, type StorePart } from './access-model';
import { Part } from './answer-page';
import { asSentence, capitalised, fieldTitle } from './answer-words';
import { fileField } from './disclosure-rules';

interface HeldLine {
  readonly what: string;
  readonly where: string;
  /** Absent where a person withheld something and did not count it. */
  readonly count?: number;
  readonly ground: string;
  readonly article: string;
  readonly secret: boolean;
}

interface WithheldProps {
  readonly stores: readonly StorePart[];
  readonly kindsOnly: boolean;
}

/** What was left out: how many, and on which ground; and what is held but shown to nobody. */
export function WithheldPart({ stores, kindsOnly }: WithheldProps) {
  if (kindsOnly) return null;
  const lines = [...heldLines(stores), ...heldByHand(stores)];
  const withheld = lines.filter((line) => !line.secret);
  const secrets = lines.filter((line) => line.secret);
  return (
    <Part id="withheld" title="What we did not give you">
      {withheld.length === 0 ? <p>Nothing was withheld.</p> : <Withheld lines={withheld} />}
      {secrets.length > 0 && <Secrets lines={secrets} />}
    </Part>
  );
}

function heldLines(stores: readonly StorePart[]): HeldLine[] {
  return collectionsOf(stores).flatMap(({ part, store }) => {
    const { collection, withheldRecords, withheldFields } = part.finding;
    const where = `“${collection.title}”, ${store.title}`;
    return [
      ...withheldRecords.map((held) => ({ what: 'Whole records', where, secret: false, ...held })),
      ...withheldFields.map(({ field, because, ...held }) => ({
        what: field === fileField ? 'The stored file' : fieldTitle(collection, field),
        where,
        secret: because === 'never-shown',
        ...held,
      })),
    ];
  });
}

/** What people withheld from the stores they searched. */
function heldByHand(stores: readonly StorePart[]): HeldLine[] {
  return stores.flatMap((part) => {
    const held = part.state === 'answered' && part.answer.withheld;
    return held ? [{ what: 'Found by hand', where: part.store.title, secret: false, ...held }] : [];
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

function Secrets({ lines }: { readonly lines: readonly HeldLine[] }) {
  return (
    <>
      <h3>Held, but shown to nobody</h3>
      <p>{asSentence(lines[0]?.ground ?? '')}</p>
      <ul class="plain">
        {lines.map((line) => (
          <li>
            {line.what}: held in {counted(line.count ?? 0, 'record')} of {line.where}
          </li>
        ))}
      </ul>
    </>
  );
}

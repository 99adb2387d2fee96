import { countText } from '../words/date-text';
import { hasUnreadPlaces, isAnythingHeld, type StorePart } from './access-model';
import { isFoundInUnread } from './found-by-hand';

interface ContentsProps {
  readonly stores: readonly StorePart[];
  /** Says that something is held, without saying how much. */
  readonly kindsOnly: boolean;
}

/** Table of contents: the places that were searched and what was found there, each a link into the page. */
export function AccessContents({ stores, kindsOnly }: ContentsProps) {
  return (
    <nav aria-label="Contents">
      <table class="contents narrow">
        <caption>Where we looked, and what is there</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" class="n">
              How much
            </th>
          </tr>
        </thead>
        {stores.map((part) => (
          <tbody>
            <tr class="store">
              <th scope="rowgroup" colspan={2}>
                <a href={`#${part.id}`}>{part.store.title}</a>
              </th>
            </tr>
            <StoreRows part={part} kindsOnly={kindsOnly} />
          </tbody>
        ))}
      </table>
    </nav>
  );
}

function StoreRows({ part, kindsOnly }: { readonly part: StorePart; readonly kindsOnly: boolean }) {
  if (part.state === 'unreached') return <Row name="Not reached" amount="still missing" />;
  if (part.state === 'open') return <Row name="A person is looking" amount="still missing" />;
  if (part.state === 'answered') {
    return <Row name="Answered by a person" amount={kindsOnly ? manualKinds(part) : manualAmount(part)} />;
  }
  const found = part.collections.filter(({ finding }) => isAnythingHeld(finding));
  const isFound = isFoundInUnread(part);
  if (found.length === 0 && hasUnreadPlaces(part) && !isFound)
    return <Row name="Not all of it was read" amount="not known" />;
  if (found.length === 0 && !isFound) return <Row name="Nothing about you" amount="0" />;
  return (
    <>
      {found.map(({ id, finding }) => (
        <Row
          name={finding.collection.title}
          href={`#${id}`}
          amount={kindsOnly ? 'held' : countText(finding.given, 'record')}
        />
      ))}
      {isFound && <Row name="Found by one of us" amount="held" />}
    </>
  );
}

type Answered = StorePart & { state: 'answered' };

function manualKinds({ answer }: Answered): string {
  return answer.outcome === 'nothing-held' ? 'nothing held' : 'held';
}

/** Anything a person found counts, even where no file came of it. */
function manualAmount({ answer, files }: Answered): string {
  const { outcome, withheld, named = [], note } = answer;
  if (outcome === 'nothing-held') return 'nothing held';
  const amounts = [
    ...(files.length > 0 ? [countText(files.length, 'file')] : []),
    ...(files.length === 0 && note !== undefined ? ['told there'] : []),
    ...(named.length > 0 ? ['named, not shown'] : []),
    ...(outcome === 'withheld' || withheld ? ['withheld'] : []),
  ];
  return amounts.join('; ') || 'held';
}

function Row({ name, amount, href }: { name: string; amount: string; href?: string }) {
  return (
    <tr class="row">
      <th scope="row">
        {href === undefined ? <span class="quiet">{name}</span> : <a href={href}>{name}</a>}
      </th>
      <td class="n">{amount}</td>
    </tr>
  );
}

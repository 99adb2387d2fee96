import { counted } from '../pages/words/date-words';
import type { StorePart } from './access-model';

/** Table of contents: where was looked, what was found there, each a link into the page. */
export function AccessContents({ stores }: { readonly stores: readonly StorePart[] }) {
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
            <StoreRows part={part} />
          </tbody>
        ))}
      </table>
    </nav>
  );
}

function StoreRows({ part }: { readonly part: StorePart }) {
  if (part.state === 'unreached') return <Row name="Not reached" amount="still missing" />;
  if (part.state === 'open') return <Row name="A person is looking" amount="still missing" />;
  if (part.state === 'answered') {
    const files = part.files.length;
    return (
      <Row name="Answered by a person" amount={files > 0 ? counted(files, 'file') : manualAmount(part)} />
    );
  }
  const found = part.collections.filter((c) => c.finding.given > 0 || c.finding.withheldRecords.length > 0);
  if (found.length === 0) return <Row name="Nothing about you" amount="0" />;
  return (
    <>
      {found.map(({ id, finding }) => (
        <Row name={finding.collection.title} href={`#${id}`} amount={counted(finding.given, 'record')} />
      ))}
    </>
  );
}

function manualAmount(part: StorePart & { state: 'answered' }): string {
  return part.answer.outcome === 'withheld' ? 'withheld' : 'nothing held';
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

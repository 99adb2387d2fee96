import type { SystemMap } from '../domain/system-map';
import { countText } from '../words/date-text';
import { missingReasons } from '../words/missing-reasons';
import { shownName, shownText } from '../words/shown-text';
import { AboutCollection } from './about-collection';
import { type CollectionPart, type FilePart, isAnythingHeld, type StorePart } from './access-model';
import { Part } from './answer-page';
import { asSentence, groundWithArticle, longDate } from './answer-words';
import { CollectionSection } from './collection-section';
import { foundByHand } from './found-by-hand';
import type { ManualAnswer } from './manual-answer';
import { UnreachedNote, UnreadNote } from './missing-notes';

export interface AccessStoreProps {
  readonly part: StorePart;
  readonly systems: readonly SystemMap[];
  readonly zone: string;
  /** Only the kinds of data held: no record, no number, no words of a person who looked. */
  readonly kindsOnly: boolean;
}

/** One place where data is kept: its collections, what a person found there, or why nothing is known yet. */
export function AccessStore({ part, systems, zone, kindsOnly }: AccessStoreProps) {
  return (
    <Part id={part.id} title={part.store.title}>
      {part.state === 'searched' && (
        <>
          <Searched
            collections={part.collections}
            systems={systems}
            unread={part.unread.length > 0}
            kindsOnly={kindsOnly}
          />
          <UnreadNote groups={part.unread} kindsOnly={kindsOnly} />
          {foundByHand(part).map((collection) => (
            <section class="collection">
              <h3>What one of us found in what could not be read</h3>
              <AboutCollection collection={collection} systems={systems} />
            </section>
          ))}
        </>
      )}
      {part.state === 'unreached' && (
        <UnreachedNote {...part.unreached} zone={zone}>
          <b>This answer says nothing about what this place holds:</b>{' '}
          {missingReasons[part.unreached.because]}.
        </UnreachedNote>
      )}
      {part.state === 'answered' && <Answered part={part} systems={systems} kindsOnly={kindsOnly} />}
      {part.state === 'open' && (
        <p class="aside open">
          Only a person can look here, and nobody has answered yet. You will hear from us.
        </p>
      )}
    </Part>
  );
}

function Searched(props: {
  collections: readonly CollectionPart[];
  systems: readonly SystemMap[];
  unread: boolean;
  kindsOnly: boolean;
}) {
  const { collections, systems, unread, kindsOnly } = props;
  const found = collections.filter(({ finding }) => isAnythingHeld(finding));
  const empty = collections.filter((c) => !found.includes(c)).map((c) => c.finding.collection.title);
  return (
    <>
      {found.map(({ id, finding, paths }) => (
        <CollectionSection
          id={id}
          finding={finding}
          systems={systems}
          kindsOnly={kindsOnly}
          {...(paths && { paths })}
        />
      ))}
      {empty.length > 0 && (
        <p class="quiet nothing">
          Nothing about you {unread ? 'in what could be read of' : 'in'}: {empty.join(', ')}.
        </p>
      )}
    </>
  );
}

function Answered({
  part,
  systems,
  kindsOnly,
}: {
  part: StorePart & { state: 'answered' };
  systems: readonly SystemMap[];
  kindsOnly: boolean;
}) {
  const { answer, files, store } = part;
  return (
    <>
      <p>
        {answer.by.name} ({answer.by.role}) looked here by hand on {longDate(answer.by.on)}.{' '}
        {kindsOnly ? heldWords(answer) : outcomeWords(answer)}
      </p>
      {answer.note !== undefined && !kindsOnly && <p dir="auto">{shownText(answer.note)}</p>}
      {answer.outcome !== 'nothing-held' && store.collections.length === 0 && (
        <section class="collection">
          {foundByHand(part).map((collection) => (
            <AboutCollection collection={collection} systems={systems} />
          ))}
        </section>
      )}
      {answer.outcome !== 'nothing-held' &&
        store.collections.map((collection) => (
          <section class="collection">
            <h3>{collection.title}</h3>
            <AboutCollection collection={collection} systems={systems} />
          </section>
        ))}
      {files.length > 0 && <Files files={files} />}
    </>
  );
}

function heldWords({ outcome }: ManualAnswer): string {
  return outcome === 'nothing-held' ? 'Nothing about you is held.' : 'Something about you is held there.';
}

function outcomeWords({ outcome, withheld, files, note, named = [] }: ManualAnswer): string {
  if (outcome === 'nothing-held') return 'Nothing about you is held.';
  const reason = withheld ? groundWithArticle(withheld) : 'no reason was given';
  if (outcome === 'withheld') return `What is held there is withheld: ${asSentence(reason)}`;
  if (files.length === 0 && named.length > 0)
    return 'What was found is named under “What we did not give you”.';
  const found = files.length > 0 ? 'What was found is given to you as files.' : givenWithoutFiles(note);
  return withheld ? `${found} Something was withheld: ${asSentence(reason)}` : found;
}

function givenWithoutFiles(note: string | undefined): string {
  return note === undefined ? 'No file was added to this answer.' : 'What was found is told here.';
}

function Files({ files }: { readonly files: readonly FilePart[] }) {
  return (
    <table class="narrow">
      <caption>{countText(files.length, 'file')} found by hand</caption>
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col" class="n">
            Size
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => (
          <tr>
            <td>
              <a href={file.path}>
                <bdi>{shownName(file.name)}</bdi>
              </a>
            </td>
            <td class="n">{sizeWords(file.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sizeWords(bytes: number): string {
  if (bytes < 1000) return countText(bytes, 'byte');
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

import { CollectionSection } from '../../../answer/collection-section';
import type { CollectionFinding } from '../../../answer/collection-tally';
import { LooseUses } from '../../../answer/loose-uses';
import type { ManualAnswer } from '../../../answer/package-input';
import type { SystemMap } from '../../../domain/data-map';
import { counted, dateWords } from '../../../pages/words/date-words';
import { inSentence } from '../../../pages/words/in-sentence';
import { shownName, shownText } from '../../../pages/words/shown-text';
import type { Preview, PreviewStore } from './preview-of';

interface PreviewViewProps {
  readonly preview: Preview;
  readonly systems: readonly SystemMap[];
  /** Those that no record is tied to. */
  readonly loose?: readonly SystemMap[];
  /** Path below which the uploaded files are, by store and number. */
  readonly filesAt: string;
}

/** The answer as the person would read it, store by store. */
export function PreviewView({ preview, systems, loose = [], filesAt }: PreviewViewProps) {
  const records = preview.stores.flatMap(({ findings }) => findings).reduce((sum, f) => sum + f.given, 0);
  return (
    <>
      {preview.stores.map((part, at) => (
        <StoreView
          part={part}
          systems={systems}
          id={`store-${at + 1}`}
          few={records <= FEW ? FEW : 1}
          filesAt={filesAt}
        />
      ))}
      {loose.length > 0 && (
        <section aria-labelledby="loose-uses">
          <h3 id="loose-uses">Uses that no record is tied to</h3>
          <LooseUses systems={loose} />
        </section>
      )}
    </>
  );
}

/** With more records than this in all, every collection of several records is folded: the page stays one that can be read on a phone. */
const FEW = 12;

interface StoreViewProps {
  readonly part: PreviewStore;
  readonly systems: readonly SystemMap[];
  readonly id: string;
  /** A collection with more records than this is folded. */
  readonly few: number;
  readonly filesAt: string;
}

function StoreView({ part, systems, id, few, filesAt }: StoreViewProps) {
  const found = part.findings.filter(hasSomething);
  const empty = part.findings.filter((finding) => !hasSomething(finding));
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>In {inSentence(part.store.title)}</h3>
      {part.unreached && <p>It could not be reached. The person is told so.</p>}
      {found.map((finding, at) => (
        <details open={finding.given <= few || undefined}>
          <summary>
            {finding.collection.title} ({counted(finding.given, 'record')})
          </summary>
          <CollectionSection finding={finding} systems={systems} id={`${id}-${at + 1}`} />
          <LeftOut finding={finding} />
        </details>
      ))}
      {empty.length > 0 && !part.answer && (
        <p>Nothing in: {empty.map((f) => f.collection.title).join(', ')}.</p>
      )}
      {part.answer && <ByHand answer={part.answer} filesAt={filesAt} />}
    </section>
  );
}

function hasSomething(finding: CollectionFinding): boolean {
  return finding.given > 0 || finding.withheldRecords.length > 0;
}

function LeftOut({ finding }: { finding: CollectionFinding }) {
  if (finding.withheldRecords.length === 0) return null;
  return (
    <ul>
      {finding.withheldRecords.map((held) => (
        <li>
          Left out: {counted(held.count, 'record')}, because {held.ground}
          {held.article ? ` (${held.article})` : ''}
        </li>
      ))}
    </ul>
  );
}

const OUTCOMES: Readonly<Record<ManualAnswer['outcome'], string>> = {
  given: 'What was found is given as files.',
  'nothing-held': 'Nothing about the person is held there.',
  withheld: 'What is held there is not given.',
};

function ByHand({ answer, filesAt }: { answer: ManualAnswer; filesAt: string }) {
  return (
    <>
      <p>
        {answer.by.name} looked there by hand on {dateWords(answer.by.on)}. {OUTCOMES[answer.outcome]}
      </p>
      {answer.note && <p dir="auto">{shownText(answer.note)}</p>}
      {answer.files.length > 0 && (
        <ul>
          {answer.files.map((file, at) => (
            <li>
              <a href={`${filesAt}/${answer.storeId}/${at + 1}`}>
                <bdi>{shownName(file.name)}</bdi>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

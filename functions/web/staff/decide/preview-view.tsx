import type { StorePart } from '../../../documents/access-model';
import { AccessStore } from '../../../documents/access-store';
import { CollectionSection } from '../../../documents/collection-section';
import type { CollectionFinding } from '../../../documents/collection-tally';
import { LooseUses } from '../../../documents/loose-uses';
import type { ManualAnswer } from '../../../documents/manual-answer';
import { HeldKinds } from '../../../documents/withheld-part';
import type { CategoriesBecause } from '../../../domain/proof-events';
import type { SystemMap } from '../../../domain/system-map';
import { countText, dateText } from '../../../words/date-text';
import { inSentence } from '../../../words/in-sentence';
import { shownName, shownText } from '../../../words/shown-text';
import type { Preview, PreviewStore } from './preview';

interface PreviewViewProps {
  readonly preview: Preview;
  readonly systems: readonly SystemMap[];
  /** Uses that no record is tied to. */
  readonly loose?: readonly SystemMap[];
  /** Path of the page; the uploaded files and further records are below it. */
  readonly pageAt: string;
  /** Why the answer tells only the kinds of data; absent where it shows the data. */
  readonly only?: CategoriesBecause | undefined;
  readonly zone: string;
}

/**
 * The answer as the person would read it: the data, or only its kinds with the data folded below, so that
 * staff see what they approve in either case.
 */
export function PreviewView(props: PreviewViewProps) {
  const { only } = props;
  if (!only) return <Details {...props} />;
  return (
    <>
      <p>
        <b>{KINDS_ONLY[only]}</b>
      </p>
      <Kinds {...props} />
      <details>
        <summary>{FOLDED[only]}</summary>
        <Details {...props} />
      </details>
    </>
  );
}

const KINDS_ONLY: Readonly<Record<CategoriesBecause, string>> = {
  wanted: 'They want only the kinds of data. This goes out, and no record:',
  'not-proven':
    'As it stands now, this goes out, and no record: they have not proven enough for the data itself.',
};

const FOLDED: Readonly<Record<CategoriesBecause, string>> = {
  wanted: 'The records behind it, which do not go out',
  'not-proven': 'What goes out instead, if they prove enough in time. You approve this as well.',
};

/** The kinds of data, as the package shows them. */
function Kinds({ preview, systems, loose = [], zone }: PreviewViewProps) {
  const parts = preview.stores.map(kindsPart);
  return (
    <>
      {parts.map((part, at) =>
        part ? (
          <AccessStore part={part} systems={systems} zone={zone} kindsOnly />
        ) : (
          <p>{preview.stores[at]?.store.title}: it could not be reached. The person is told so.</p>
        ),
      )}
      <Loose systems={loose} />
      <HeldKinds stores={parts.flatMap((part) => part ?? [])} />
    </>
  );
}

function kindsPart({ store, findings, answer, unreached }: PreviewStore, at: number): StorePart | undefined {
  const id = `kinds-${at + 1}`;
  if (unreached) return undefined;
  if (answer) return { id, store, state: 'answered', answer, files: [] };
  if (store.kind === 'manual') return { id, store, state: 'open' };
  const collections = findings.map((finding, n) => ({
    id: `${id}-${n + 1}`,
    finding: { ...finding, sample: [] },
  }));
  return { id, store, state: 'searched', collections, unread: [] };
}

/** What the answer says of uses that no record is tied to, whatever was found. */
function Loose({ systems }: { readonly systems: readonly SystemMap[] }) {
  if (systems.length === 0) return null;
  return (
    <section>
      <h3>Uses that no record is tied to</h3>
      <LooseUses systems={systems} />
    </section>
  );
}

/** Store by store, with the first records. */
function Details({ preview, systems, loose = [], pageAt }: PreviewViewProps) {
  const records = preview.stores.flatMap(({ findings }) => findings).reduce((sum, f) => sum + f.given, 0);
  return (
    <>
      {preview.stores.map((part, at) => (
        <StoreView
          part={part}
          systems={systems}
          id={`store-${at + 1}`}
          few={records <= FEW ? FEW : 1}
          pageAt={pageAt}
        />
      ))}
      <Loose systems={loose} />
    </>
  );
}

/**
 * With more records than this in all, every collection of several records is folded, so that the page stays
 * readable on a phone.
 */
const FEW = 12;

interface StoreViewProps {
  readonly part: PreviewStore;
  readonly systems: readonly SystemMap[];
  readonly id: string;
  /** A collection with more records than this is folded. */
  readonly few: number;
  readonly pageAt: string;
}

function StoreView({ part, systems, id, few, pageAt }: StoreViewProps) {
  const found = part.findings.filter(hasSomething);
  const empty = part.findings.filter((finding) => !hasSomething(finding));
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>In {inSentence(part.store.title)}</h3>
      {part.unreached && <p>It could not be reached. The person is told so.</p>}
      {found.map((finding, at) => (
        <details open={finding.given <= few || undefined}>
          <summary>
            {finding.collection.title} ({countText(finding.given, 'record')})
          </summary>
          <CollectionSection finding={finding} systems={systems} id={`${id}-${at + 1}`} />
          <LeftOut finding={finding} />
          <AllRecords finding={finding} at={recordsAt(pageAt, part.store.storeId, finding)} />
        </details>
      ))}
      {empty.length > 0 && !part.answer && (
        <p>Nothing in: {empty.map((f) => f.collection.title).join(', ')}.</p>
      )}
      {part.answer && <ByHand answer={part.answer} filesAt={`${pageAt}/file`} />}
    </section>
  );
}

function hasSomething(finding: CollectionFinding): boolean {
  return finding.given > 0 || finding.withheldRecords.length > 0;
}

function recordsAt(pageAt: string, storeId: string, { collection }: CollectionFinding): string {
  return `${pageAt}/records/${encodeURIComponent(storeId)}/${encodeURIComponent(collection.name)}`;
}

/** The way to the records for which this page has no room. */
function AllRecords({ finding, at }: { readonly finding: CollectionFinding; readonly at: string }) {
  if (finding.sample.length >= finding.given) return null;
  return (
    <p>
      <a href={at}>Look through all {countText(finding.given, 'record')}</a>
    </p>
  );
}

export function LeftOut({ finding }: { finding: CollectionFinding }) {
  if (finding.withheldRecords.length === 0) return null;
  return (
    <ul>
      {finding.withheldRecords.map((held) => (
        <li>
          Left out: {countText(held.count, 'record')}, because {held.ground}
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
        {answer.by.name} looked there by hand on {dateText(answer.by.on)}. {OUTCOMES[answer.outcome]}
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

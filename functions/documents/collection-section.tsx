import type { SystemMap } from '../domain/system-map';
import { countText } from '../words/date-text';
import { AboutCollection } from './about-collection';
import type { CollectionFinding } from './collection-tally';
import { RecordsTable } from './records-table';

export interface CollectionSectionProps {
  readonly finding: CollectionFinding;
  /** Systems of the map; those that use this collection are picked out. */
  readonly systems: readonly SystemMap[];
  /** Unique in the page. */
  readonly id: string;
  /** Where all records lie in the package; absent in the staff's preview. */
  readonly paths?: { readonly csv: string; readonly json: string };
  /** The number of records is left out as well. */
  readonly kindsOnly?: boolean;
}

/**
 * One collection of an answer: what it is, what Art. 15(1)-(2) GDPR requires about it, and its first records.
 * Used by the package and by the preview.
 */
export function CollectionSection({
  finding,
  systems,
  id,
  paths,
  kindsOnly = false,
}: CollectionSectionProps) {
  const { collection } = finding;
  return (
    <section class="collection" aria-labelledby={id}>
      <h3 id={id}>
        {collection.title} {!kindsOnly && <span class="count">{countText(finding.given, 'record')}</span>}
      </h3>
      <AboutCollection collection={collection} systems={systems} />
      <RecordsTable finding={finding} id={id} caption={captionOf(finding)} />
      {paths && <MoreRecords finding={finding} paths={paths} />}
    </section>
  );
}

function captionOf({ collection, sample, given }: CollectionFinding): string {
  if (given === 1) return `${collection.title}: the one record`;
  if (sample.length >= given) return `${collection.title}: all ${countText(given, 'record')}`;
  return `${collection.title}: the first ${sample.length} of ${countText(given, 'record')}`;
}

function MoreRecords({
  finding,
  paths,
}: {
  finding: CollectionFinding;
  paths: { csv: string; json: string };
}) {
  const rest = finding.given - finding.sample.length;
  return (
    <p class="more">
      {rest > 0 && <strong>{countText(rest, 'more record')} in the files. </strong>}
      All of it: <a href={paths.csv}>as a spreadsheet (CSV)</a> ·{' '}
      <a href={paths.json}>exact, for programs (JSON)</a>
    </p>
  );
}

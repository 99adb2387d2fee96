import { answerStyle } from '../../../documents/answer-style';
import type { CollectionFinding } from '../../../documents/collection-tally';
import { RecordsTable } from '../../../documents/records-table';
import { Layout, type PageFrame } from '../../parts/layout';
import type { RecordsOfPage } from '../staff-page';
import { LeftOut } from './preview-view';

/** Some records of one copy. */
export interface ShownRecords {
  readonly finding: CollectionFinding;
  /** Records of the copy that this page went through, given or not. */
  readonly seen: number;
  /** Whether the copy has more of them. */
  readonly hasMore: boolean;
  /** How many copies hold records of the collection. */
  readonly parts: number;
}

export interface FurtherRecordsFacts extends PageFrame, ShownRecords, RecordsOfPage {
  /** Path of this page, without the place in it. */
  readonly at: string;
  /** Path of the decision page. */
  readonly back: string;
}

/** How far "before" goes back. */
const STEP = 100;

/** Records of a collection as the person would get them, a screen at a time. */
export function FurtherRecords(facts: FurtherRecordsFacts) {
  const { finding, seen, part, parts, after } = facts;
  const { title } = finding.collection;
  const where = parts > 1 ? ` of part ${part} of ${parts}` : '';
  const range = seen === 0 ? `no more records${where}` : `records ${after + 1} to ${after + seen}${where}`;
  return (
    <Layout frame={facts} title={title} wide moreStyles={[answerStyle]}>
      <h1>{title}</h1>
      <p>
        <a href={facts.back}>Back to the decision</a>
      </p>
      <p>
        This is what the person would get as things are now: {range}, in the order in which they were found.
      </p>
      {finding.given < seen && <p>{notGiven(seen - finding.given)}</p>}
      <LeftOut finding={finding} />
      <div class="answer">
        <RecordsTable finding={finding} id="records" caption={`${title}: ${range}`} />
      </div>
      <Ways {...facts} />
    </Layout>
  );
}

function notGiven(count: number): string {
  return count === 1 ? '1 of these is not given.' : `${count} of these are not given.`;
}

function Ways({ at, part, parts, after, seen, hasMore }: FurtherRecordsFacts) {
  const place = (n: number, from: number) => `${at}?part=${n}&after=${from}`;
  const next = hasMore ? place(part, after + seen) : part < parts ? place(part + 1, 0) : undefined;
  const before =
    after > 0 ? place(part, Math.max(0, after - STEP)) : part > 1 ? place(part - 1, 0) : undefined;
  return (
    <nav aria-label="Further records">
      {before && (
        <p>
          <a href={before} rel="prev">
            {after > 0 ? 'The records before these' : 'The part before this, from its beginning'}
          </a>
        </p>
      )}
      {next && (
        <p>
          <a href={next} rel="next">
            The records after these
          </a>
        </p>
      )}
    </nav>
  );
}

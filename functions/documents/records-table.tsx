// biome-ignore-all lint/a11y/noRedundantRoles: laid out as blocks, it is no table to some screen readers
import type { FieldValue } from '../connectors/connector';
import type { CollectionMap } from '../domain/data-map';
import { fileField } from '../domain/file-categories';
import { shownName } from '../words/shown-text';
import { fieldTitle } from './answer-words';
import type { CollectionFinding, SampleRecord } from './collection-tally';
import { fieldValue, isEmptyValue } from './disclose';
import type { WithheldBecause } from './field-verdict';
import { NothingHere, ValueView } from './value-view';

/** More columns, or longer texts, than these are read more easily one record below the other. */
const WIDEST_TABLE = 7;
const LONGEST_CELL = 90;
const LONGEST_IN_COLUMN = 60;

export interface RecordsTableProps {
  readonly finding: CollectionFinding;
  /** Prefix of the ids in the page, so that several tables can stand in one. */
  readonly id: string;
  readonly caption: string;
}

/**
 * The first records of a collection exactly as the person gets them: a table where it stays readable, else
 * one card for each record.
 */
export function RecordsTable({ finding, id, caption }: RecordsTableProps) {
  if (finding.sample.length === 0) return null;
  const columns = columnsOf(finding);
  return fitsTable(finding, columns) ? (
    <Table columns={columns} finding={finding} id={id} caption={caption} />
  ) : (
    <Cards columns={columns} finding={finding} caption={caption} />
  );
}

/** Says that a record is shown in part, and how long it is. */
function Shortened({ record: { wholeLength } }: { readonly record: SampleRecord }) {
  if (wholeLength === undefined) return null;
  return (
    <p class="cut">
      This record is too long for a page: of its {wholeLength.toLocaleString('en-GB')} characters, only a part
      is shown here. All of it is in the data file.
    </p>
  );
}

/** Fields with something in them, or something withheld, in at least one of the records shown. */
function columnsOf(finding: CollectionFinding): string[] {
  const held = finding.sample.flatMap((record) => record.withheld.map((field) => field.field));
  const filled = finding.columns.filter((name) => finding.sample.some((record) => isFilled(record, name)));
  const files = finding.sample.some((record) => record.file) ? [fileField] : [];
  return [...new Set([...filled, ...held, ...files])];
}

function isFilled(record: SampleRecord, name: string): boolean {
  const value = fieldValue(record.shown, name);
  return value !== undefined && !isEmptyValue(value);
}

function fitsTable(finding: CollectionFinding, columns: readonly string[]): boolean {
  if (finding.sample.length < 2 || columns.length > WIDEST_TABLE) return false;
  return finding.sample.every(
    (record) => record.wholeLength === undefined && Object.values(record.shown).every(isShort),
  );
}

function isShort(value: FieldValue): boolean {
  return typeof value === 'string'
    ? value.length <= LONGEST_CELL
    : typeof value !== 'object' || isEmptyValue(value);
}

interface LayoutProps {
  readonly columns: readonly string[];
  readonly finding: CollectionFinding;
  readonly caption: string;
}

function Table({ columns, finding, id, caption }: LayoutProps & { readonly id: string }) {
  const titles = columns.map((column) => columnTitle(finding.collection, column));
  return (
    <section class="scroll" tabindex={0} aria-labelledby={`${id}-caption`}>
      <table class="records" role="table">
        <caption id={`${id}-caption`}>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              No.
            </th>
            {titles.map((title) => (
              <th scope="col" role="columnheader">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {finding.sample.map((record, row) => (
            <tr role="row">
              <th scope="row" role="rowheader">
                {row + 1}
              </th>
              {columns.map((column, index) => (
                <td role="cell" data-label={titles[index]}>
                  <Cell record={record} column={column} collection={finding.collection} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cards({ columns, finding, caption }: LayoutProps) {
  return (
    <div class="cards">
      <p class="caption">{caption}</p>
      <ol>
        {finding.sample.map((record, index) => (
          <li class="record">
            {finding.sample.length > 1 && <p class="number">No. {index + 1}</p>}
            <Shortened record={record} />
            <dl>
              {columns.map((column) => (
                <div class={needsWidth(fieldValue(record.shown, column)) ? 'wide' : undefined}>
                  <dt>{columnTitle(finding.collection, column)}</dt>
                  <dd>
                    <Cell record={record} column={column} collection={finding.collection} />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Texts and groups that are read more easily over the whole width. */
function needsWidth(value: FieldValue | undefined): boolean {
  return typeof value === 'string'
    ? value.length > LONGEST_IN_COLUMN
    : typeof value === 'object' && value !== null;
}

const heldCells: Partial<Record<WithheldBecause, string>> = {
  'never-shown': 'held, never shown',
  conflict: 'held, not shown',
  unclear: 'held, not shown',
};

interface CellProps {
  readonly record: SampleRecord;
  readonly column: string;
  readonly collection: CollectionMap;
}

function Cell({ record, column, collection }: CellProps) {
  const held = record.withheld.find((field) => field.field === column);
  if (held) return <span class="held">{heldCells[held.because] ?? 'withheld'}</span>;
  const value = fieldValue(record.shown, column);
  if (value !== undefined) return <ValueView value={value} collection={collection} path={column} />;
  if (column === fileField && record.file) return <FileLink record={record} name={record.file.name} />;
  return <NothingHere />;
}

function FileLink({ record, name }: { readonly record: SampleRecord; readonly name: string }) {
  const shown = shownName(name);
  return record.filePath === undefined ? (
    <bdi>{shown}</bdi>
  ) : (
    <a href={record.filePath}>
      <bdi>{shown}</bdi>
    </a>
  );
}

function columnTitle(collection: CollectionMap, column: string): string {
  const known = collection.fields.some((field) => field.name === column);
  return column === fileField && !known ? 'File' : fieldTitle(collection, column);
}

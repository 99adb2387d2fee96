import type { FieldValue } from '../connectors/connector';
import type { CollectionMap } from '../domain/data-map';
import { countText } from '../words/date-text';
import { shownText } from '../words/shown-text';
import { fieldTitle, storedDateWords } from './answer-words';
import { isEmptyValue, isFields, isList } from './disclose';

/** Longest text and list that a page shows of one value; all of it is in the data files. */
const LONGEST_TEXT = 2000;
const LONGEST_LIST = 50;
const LONGEST_IN_LINE = 40;
const DEEPEST = 5;

export interface ValueViewProps {
  readonly value: FieldValue;
  readonly collection: CollectionMap;
  /** Path of the value in its record, for the titles of what lies inside. */
  readonly path: string;
  readonly depth?: number;
}

/**
 * One stored value as a person reads it: dates in words, yes and no, lists and groups laid out, empty ones
 * said to be empty.
 */
export function ValueView({ value, collection, path, depth = 0 }: ValueViewProps) {
  if (isEmptyValue(value)) return <NothingHere />;
  if (typeof value === 'boolean') return <span>{value ? 'yes' : 'no'}</span>;
  if (typeof value === 'string') return <TextView text={value} />;
  if (typeof value !== 'object') return <span class="figure">{String(value)}</span>;
  if (depth >= DEEPEST) return <TextView text={JSON.stringify(value)} />;
  if (isList(value)) return <ListView values={value} collection={collection} path={path} depth={depth + 1} />;
  if (!isFields(value)) return null;
  return (
    <dl class="inner">
      {Object.entries(value).map(([name, inside]) => (
        <div>
          <dt>{shownText(fieldTitle(collection, `${path}.${name}`), 200)}</dt>
          <dd>
            <ValueView value={inside} collection={collection} path={`${path}.${name}`} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** An empty place, drawn as a dash and read out as words. */
export function NothingHere() {
  return (
    <span class="none">
      <span aria-hidden="true">–</span>
      <span class="away">empty</span>
    </span>
  );
}

interface ListViewProps {
  readonly values: readonly FieldValue[];
  readonly collection: CollectionMap;
  readonly path: string;
  readonly depth: number;
}

function ListView({ values, collection, path, depth }: ListViewProps) {
  const more = values.length - LONGEST_LIST;
  const inLine = values.every(
    (value) => typeof value !== 'object' && String(value).length <= LONGEST_IN_LINE,
  );
  return (
    <ul class={inLine ? 'inline' : 'inner'}>
      {values.slice(0, LONGEST_LIST).map((value) => (
        <li>
          <ValueView value={value} collection={collection} path={path} depth={depth} />
        </li>
      ))}
      {more > 0 && (
        <li class="cut">{countText(more, 'further entry', 'further entries')} in the data file</li>
      )}
    </ul>
  );
}

function TextView({ text }: { readonly text: string }) {
  const date = storedDateWords(text);
  if (date !== undefined) return <time datetime={text.replace(' ', 'T')}>{date}</time>;
  return (
    <span class="text" dir="auto">
      {shownText(text, LONGEST_TEXT)}
      {text.length > LONGEST_TEXT && <span class="cut"> (shortened here, whole in the data file)</span>}
    </span>
  );
}

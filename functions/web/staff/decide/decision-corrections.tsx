import type { PointWay } from '../../../domain/correction';
import type { CorrectionPoint } from '../../../domain/correction-point';
import { takeoverWords } from '../../../domain/takeover-kinds';
import { countText } from '../../../words/date-text';
import { shownText } from '../../../words/shown-text';
import { FactList } from '../../parts/fact-list';
import { choicesOf, SelectField } from '../../parts/form-choices';
import {
  type Choice,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  TextBox,
} from '../../parts/form-parts';
import { CorrectionRow, type CorrectionRowShown } from '../correction-row';
import { UnheardAddresses } from '../unheard-addresses';

/**
 * What the person says is wrong, beside what was found. `form` posts for point n `way-n`, `reason-n`,
 * `ground-n` (and `ground-n-1`, ... for further laws); for field f of row r `new-r-f` and `out-r-f` (= yes);
 * `for-r-f` (a point, or `all`) where there are several points; and `note-r` (= yes). `kind-n` says what a
 * point that is corrected by hand is about: a kind of {@link takeoverKinds}, or `other`.
 */
export interface DecisionCorrectionsFacts {
  readonly points: readonly CorrectionPoint[];
  readonly rows: readonly CorrectionRowShown[];
  /** Number of rows beyond those shown. */
  readonly more: number;
  /**
   * Grounds on which a correction may be refused, law by law; `at`: the law's place among those that count.
   */
  readonly laws: readonly {
    readonly name: string;
    readonly at: number;
    readonly choices: readonly Choice[];
  }[];
  /** What staff have to consider before they plan, each a sentence. */
  readonly cautions?: readonly string[];
  /** What was planned last, each a sentence; empty before the first plan. */
  readonly planned: readonly string[];
  /** Kinds of data that are changed only after a notice to the addresses on file, in the words of the map. */
  readonly noticed: readonly string[];
  /** Addresses on file that an earlier notice did not reach. */
  readonly unheard?: readonly string[];
  /** No store holds anything of an earlier decision, as far as is known. */
  readonly untouched: boolean;
  /** How long the correction can be stopped: "for 72 hours". */
  readonly wait: string;
  /** Values suggested to the reader, by the names of the fields, until they post the form. */
  readonly suggested: FieldValues;
  /** Absent where nothing can be planned any more. */
  readonly form?: FormTarget;
}

const WISHES: Readonly<Record<CorrectionPoint['wish'], string>> = {
  change: 'change it',
  add: 'add it',
  remove: 'remove it',
};

const WAYS: readonly { readonly value: PointWay; readonly label: string }[] = [
  { value: 'correct', label: 'Correct it, as filled in below' },
  { value: 'by-hand', label: 'One of us corrects it by hand, elsewhere' },
  { value: 'note', label: 'Keep it as it is, and note beside it what the person says' },
  { value: 'accurate', label: 'Refuse it, on a ground in the law: for example, it is right as it is' },
];

const KINDS = choicesOf({ ...takeoverWords, other: 'None of these' });

type Props = DecisionCorrectionsFacts & { readonly errors: FieldErrors; readonly values: FieldValues };

function Point({ n, point, ...props }: Props & { readonly n: number; readonly point: CorrectionPoint }) {
  const { values, suggested, errors, laws } = props;
  const at = (name: string) => ({
    name,
    id: `plan-${name}`,
    value: values[`plan-${name}`] ?? suggested[name],
    error: errors[`plan-${name}`],
  });
  const of = (name: string) => at(`${name}-${n}`);
  const said = (text: string | undefined) => text && <bdi>{shownText(text)}</bdi>;
  return (
    <div class="card">
      <h3>
        Point {n}: <bdi>{shownText(point.what)}</bdi>
      </h3>
      <FactList
        facts={[
          ['Wants us to', WISHES[point.wish]],
          ['It says now', said(point.now)],
          ['Should be', said(point.right)],
          ['What shows it', said(point.shows)],
        ]}
      />
      <SelectField
        {...of('way')}
        label={`What will you do about point ${n}?`}
        empty="Choose"
        choices={WAYS}
      />
      <SelectField
        {...of('kind')}
        label="If you correct it by hand: what kind of data is it?"
        hint="With these somebody could take over an account: the addresses on file are told before anybody changes them."
        empty="Choose"
        choices={KINDS}
      />
      <TextBox
        {...of('reason')}
        label="Your reason, for the person to read"
        hint="Needed where you keep it as it is. Never repeat what the record holds."
        maxlength={1000}
        rows={2}
      />
      {laws.map(({ name, at: nth, choices }) => (
        <SelectField
          {...at(nth === 0 ? `ground-${n}` : `ground-${n}-${nth}`)}
          label={`Ground in the law, if you refuse (${name})`}
          empty="None"
          choices={choices}
        />
      ))}
    </div>
  );
}

function Planned({ planned, noticed, wait }: Props) {
  if (planned.length === 0)
    return <p>Nobody has said yet what is to be done. Say it below; then it can be approved.</p>;
  return (
    <div class="good">
      <h3>What would be done</h3>
      <ul>
        {planned.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      {noticed.length > 0 && (
        <p>
          {noticed.join(', ')}: the addresses on file are told first, without the new value, and can stop it{' '}
          {wait}. Ask for something that does not come from the mailbox before you approve it: a call to the
          number on file, an order number.
        </p>
      )}
    </div>
  );
}

/** A form that comes back shows what was posted and nothing else: a box that was unticked is not in it. */
function asPosted(props: Props): Props {
  const isPosted = Object.keys(props.values).some((id) => id.startsWith('plan-'));
  return isPosted ? { ...props, suggested: {} } : props;
}

/**
 * What the person wants corrected, what was found, and what staff plan. Nothing is written before the plan is
 * approved.
 */
export function DecisionCorrections(facts: Props) {
  const props = asPosted(facts);
  const { points, rows, more, form, cautions = [] } = props;
  return (
    <>
      <h2 id="corrections">What is to be corrected: {countText(points.length, 'point')}</h2>
      <p class="hint">
        While this is open, nothing in your stores marks these records as disputed. Make sure that nobody
        bases a decision about the person on them.
      </p>
      <UnheardAddresses {...props} />
      {cautions.length > 0 && (
        <div class="warn">
          {cautions.map((sentence) => (
            <p>{sentence}</p>
          ))}
        </div>
      )}
      <Planned {...props} />
      {form && (
        <Form {...form}>
          {points.map((point, at) => (
            <Point {...props} n={at + 1} point={point} />
          ))}
          {rows.length > 0 ? (
            <p>
              Fill in only what changes. If the old value is no longer there when the desk comes to write, it
              writes nothing.
            </p>
          ) : (
            <p>
              The data map lets the desk write no correction into what was found. Correct it by hand, or keep
              it.
            </p>
          )}
          {rows.map((row, r) => (
            <CorrectionRow {...props} r={r} row={row} />
          ))}
          {more > 0 && <p>{countText(more, 'further record')} cannot be shown here. Correct them by hand.</p>}
          <button type="submit" class="quiet">
            Save this plan
          </button>
          <p class="hint">Nothing is written before it is approved below.</p>
        </Form>
      )}
    </>
  );
}

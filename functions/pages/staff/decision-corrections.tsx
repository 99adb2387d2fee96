import type { PointWay } from '../../domain/correction';
import type { CorrectionPoint } from '../../domain/correction-point';
import { takeoverWords } from '../../domain/takeover-kinds';
import { FactList } from '../fact-list';
import { CheckField, choicesOf, SelectField } from '../form-choices';
import {
  type Choice,
  type FieldErrors,
  type FieldValues,
  Form,
  type FormTarget,
  TextBox,
  TextField,
} from '../form-parts';
import { counted } from '../words/date-words';
import { shownText } from '../words/shown-text';
import { UnheardAddresses } from './unheard-addresses';

/**
 * What the person says is wrong, beside what was found. `form` posts for point n `way-n`, `reason-n`,
 * `ground-n` (and `ground-n-1`, ... for further laws); for field f of row r `new-r-f` and `out-r-f`
 * (= yes); `for-r-f` (a point, or `all`) where there are several points; and `note-r` (= yes). `kind-n` says
 * what a
 * point that is corrected by hand is about: a kind of {@link takeoverKinds}, or `other`.
 */
export interface DecisionCorrectionsFacts {
  readonly points: readonly CorrectionPoint[];
  readonly rows: readonly CorrectionRowShown[];
  /** Rows beyond those shown. */
  readonly more: number;
  /**
   * Grounds with which a correction may be refused, law by law; `at`: its place among the laws that count.
   */
  readonly laws: readonly {
    readonly name: string;
    readonly at: number;
    readonly choices: readonly Choice[];
  }[];
  /** What staff have to mind before they plan, each a sentence. */
  readonly mind?: readonly string[];
  /** What was planned last, each a sentence; empty while nobody planned anything. */
  readonly planned: readonly string[];
  /** Kinds of data that are changed only after a notice to the addresses on file, in the words of the map. */
  readonly noticed: readonly string[];
  /** Addresses on file that an earlier notice did not reach. */
  readonly unheard?: readonly string[];
  /** No store holds anything of an earlier decision, as far as anybody knows. */
  readonly untouched: boolean;
  /** How long they can stop it: "for 72 hours". */
  readonly wait: string;
  /** Filled in for the reader, by the names of the fields, until they post the form. */
  readonly suggested: FieldValues;
  /** Absent where nothing can be planned any more. */
  readonly form?: FormTarget;
}

export interface CorrectionRowShown {
  /** "Customer account in the shop's database". */
  readonly title: string;
  /** Its key, in words. */
  readonly key: string;
  /** Why a law keeps it as it is. */
  readonly keptBy?: string;
  /** Why nobody can say whether a law keeps it. */
  readonly maybeKept?: string;
  readonly fields: readonly CorrectionFieldShown[];
  /** The record has a field that takes a note. */
  readonly takesNote: boolean;
}

export interface CorrectionFieldShown {
  readonly title: string;
  /** Absent: held, and never shown. */
  readonly value?: string | null;
  readonly guarded: boolean;
  readonly choices?: readonly string[];
  readonly longest?: number;
}

const WISHES: Readonly<Record<CorrectionPoint['wish'], string>> = {
  change: 'change it',
  add: 'add it',
  remove: 'take it out',
};

const WAYS: readonly { readonly value: PointWay; readonly label: string }[] = [
  { value: 'correct', label: 'Correct it, as filled in below' },
  { value: 'by-hand', label: 'One of us corrects it by hand, elsewhere' },
  { value: 'note', label: 'Keep it as it is, and note beside it what the person says' },
  { value: 'accurate', label: 'Refuse it, on a ground in the law: it is right as it is, for example' },
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
          ['Right is', said(point.right)],
          ['What shows it', said(point.shows)],
        ]}
      />
      <SelectField {...of('way')} label={`What do you do about point ${n}?`} empty="Choose" choices={WAYS} />
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

function Field({
  at,
  field,
  ...props
}: Props & { readonly at: string; readonly field: CorrectionFieldShown }) {
  const { values, suggested, errors } = props;
  const id = `plan-new-${at}`;
  const value = values[id] ?? suggested[`new-${at}`];
  const now = field.value === undefined ? 'held, and not shown' : (field.value ?? 'empty');
  const facts = { name: `new-${at}`, id, value, error: errors[id] };
  const hint = `Now: ${shownText(now)}${field.guarded ? '. Changed only after a notice to the addresses on file.' : ''}`;
  return (
    <>
      {field.choices ? (
        <SelectField
          {...facts}
          label={field.title}
          hint={hint}
          empty="Leave as it is"
          choices={field.choices.map((one) => ({ value: one, label: one }))}
        />
      ) : (
        <TextField {...facts} label={field.title} hint={hint} maxlength={field.longest ?? 1000} />
      )}
      <CheckField
        name={`out-${at}`}
        id={`plan-out-${at}`}
        label={`Take “${field.title}” out`}
        checked={(values[`plan-out-${at}`] ?? suggested[`out-${at}`]) === 'yes'}
      />
      <Answers {...props} at={at} title={field.title} />
    </>
  );
}

/** Which point a value answers, where there are several. */
function Answers({ at, title, ...props }: Props & { readonly at: string; readonly title: string }) {
  const { points, values, suggested, errors } = props;
  if (points.length < 2) return null;
  const id = `plan-for-${at}`;
  const numbers = points.map((_, n) => ({ value: String(n + 1), label: `Point ${n + 1}` }));
  return (
    <SelectField
      name={`for-${at}`}
      id={id}
      value={values[id] ?? suggested[`for-${at}`]}
      error={errors[id]}
      label={`Which point “${title}” answers, if it changes`}
      empty="The one that it fits"
      choices={[...numbers, { value: 'all', label: 'All points that are corrected' }]}
    />
  );
}

function Row({ r, row, ...props }: Props & { readonly r: number; readonly row: CorrectionRowShown }) {
  return (
    <fieldset>
      <legend>
        {row.title} (<bdi>{shownText(row.key)}</bdi>)
      </legend>
      {row.keptBy && (
        <p>
          Kept as it was issued: {row.keptBy}. {untouched(row)}
        </p>
      )}
      {row.maybeKept && (
        <p>
          A law may keep it as it was issued: {row.maybeKept}. {untouched(row)}
        </p>
      )}
      {row.fields.map((field, f) => (
        <Field {...props} at={`${r}-${f}`} field={field} />
      ))}
      {row.takesNote && (
        <CheckField
          name={`note-${r}`}
          id={`plan-note-${r}`}
          label="Write the person’s note beside this record"
          checked={(props.values[`plan-note-${r}`] ?? props.suggested[`note-${r}`]) === 'yes'}
        />
      )}
    </fieldset>
  );
}

function untouched({ takesNote }: CorrectionRowShown): string {
  return takesNote
    ? 'It is not overwritten; at most a note stands beside it.'
    : 'It is not overwritten, and has no place for a note: what the person says is noted with the request.';
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

/** A form that comes back says what was posted and nothing else: a box that was unticked is not in it. */
function asPosted(props: Props): Props {
  const isPosted = Object.keys(props.values).some((id) => id.startsWith('plan-'));
  return isPosted ? { ...props, suggested: {} } : props;
}

/**
 * What the person wants corrected, what was found, and what staff make of it: written nowhere before somebody
 * approves it.
 */
export function DecisionCorrections(facts: Props) {
  const props = asPosted(facts);
  const { points, rows, more, form, mind = [] } = props;
  return (
    <>
      <h2 id="corrections">What is to be corrected: {counted(points.length, 'point')}</h2>
      <p class="hint">
        As long as this is open, nothing in your stores marks these records as disputed. See to it that nobody
        decides anything about the person by them.
      </p>
      <UnheardAddresses {...props} />
      {mind.length > 0 && (
        <div class="warn">
          {mind.map((sentence) => (
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
              Fill in only what changes. Where the old value no longer stands when the desk comes to write, it
              writes nothing.
            </p>
          ) : (
            <p>
              The data map lets the desk write no correction into what was found. Correct it by hand, or keep
              it.
            </p>
          )}
          {rows.map((row, r) => (
            <Row {...props} r={r} row={row} />
          ))}
          {more > 0 && <p>{counted(more, 'further record')} cannot be shown here. Correct them by hand.</p>}
          <button type="submit" class="quiet">
            Save this plan
          </button>
          <p class="hint">Nothing is written before it is approved below.</p>
        </Form>
      )}
    </>
  );
}

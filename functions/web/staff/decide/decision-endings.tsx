import type { EndingCount } from '../../../domain/ending';
import { countText } from '../../../words/date-text';
import { endingText } from '../../../words/ending-text';
import { shownName } from '../../../words/shown-text';
import { CheckField } from '../../parts/form-choices';
import { type FieldErrors, Form, type FormTarget } from '../../parts/form-parts';

/**
 * What an erasure would also end at a vendor, by collection. `form` posts `end-0`, `end-1`, ... (= `yes`) in
 * the order of `groups`; a box that is not ticked posts nothing.
 */
export interface DecisionEndingsFacts {
  readonly groups: readonly EndingsShown[];
  /** Absent where nothing can be ticked any more, or not by this reader. */
  readonly form?: FormTarget;
  /** Why this reader may not tick it, in a sentence. */
  readonly blocked?: string;
}

export interface EndingsShown {
  /** "Your customer record for payments in Stripe". */
  readonly where: string;
  readonly rows: number;
  readonly ends: readonly EndingCount[];
  /** What is known of each, such as its status; it may contain personal data. */
  readonly known: readonly string[];
  /** Name of the member of staff who ticked it. */
  readonly tickedBy?: string;
}

function Known({ known }: Pick<EndingsShown, 'known'>) {
  if (known.length === 0) return null;
  return (
    <ul>
      {known.map((one) => (
        <li>
          <bdi>{shownName(one)}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Group({ group, at, isForm }: { group: EndingsShown; at: number; isForm: boolean }) {
  const { where, rows, ends, tickedBy } = group;
  const records = rows === 1 ? 'this record' : `these ${countText(rows, 'record')}`;
  return (
    <>
      <h3>
        {where}: {countText(rows, 'record')}
      </h3>
      <p>
        Erasing {records} also ends {endingText(ends)}.
      </p>
      <Known {...group} />
      {tickedBy && (
        <p>
          <b>Ticked by {tickedBy}.</b> An approval covers it.
        </p>
      )}
      {isForm && (
        <CheckField
          name={`end-${at}`}
          id={`endings-${at}`}
          checked={tickedBy !== undefined}
          label={`Erase ${records}, and let ${endingText(ends)} end with ${rows === 1 ? 'it' : 'them'}`}
        />
      )}
    </>
  );
}

/**
 * What still runs at a vendor ends only if staff tick it before the approval; else the records stay
 * undecided.
 */
export function DecisionEndings({
  groups,
  form,
  blocked,
  errors,
}: DecisionEndingsFacts & { readonly errors: FieldErrors }) {
  if (groups.length === 0) return null;
  const shown = groups.map((group, at) => <Group group={group} at={at} isForm={form !== undefined} />);
  return (
    <div class="warn">
      <h2 id="endings">What the erasure would also end</h2>
      <p>
        Something still runs at a vendor and would end with these records. Ask the person first, where you are
        not sure that they want it to end. Without a tick these records stay: they become a task for one of
        you, and the person is told that they are not erased yet, and why. If anything further has begun by
        the time of the erasure, the records that would end it are not erased, and you are asked again.
      </p>
      {errors.endings && <p class="error">{errors.endings}</p>}
      {form ? (
        <Form {...form}>
          {shown}
          <button type="submit">Save</button>
        </Form>
      ) : (
        shown
      )}
      {blocked && <p>{blocked}</p>}
    </div>
  );
}

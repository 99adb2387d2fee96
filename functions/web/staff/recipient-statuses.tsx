import { shortDate } from '../../words/date-text';
import { Form, type FormTarget } from '../parts/form-parts';

export interface RecipientRow {
  readonly name: string;
  readonly what:
    | 'queued'
    | 'told'
    | 'told-lifted'
    | 'confirmed'
    | 'declined'
    | 'promised'
    | 'to-be-told'
    | 'left-out'
    | 'unclear';
  /** Plain date; absent where nothing has happened yet. */
  readonly on?: string;
  /** For `promised`: by when it will be done (plain date). */
  readonly by?: string;
  /** For `unclear`: informs this recipient too. Posts `act` = `tell` and `recipient`. */
  readonly tell?: FormTarget;
  /**
   * For `unclear`: records that it does not concern this recipient. Posts `act` = `spare` and `recipient`.
   */
  readonly spare?: FormTarget;
}

const words: Readonly<Record<RecipientRow['what'], string>> = {
  queued: 'is told with the next daily list',
  told: 'told',
  'told-lifted': 'told that they may use the data again',
  confirmed: 'confirmed that it is done',
  promised: 'promises to do it',
  declined: 'says that it cannot do it, or only in part',
  'to-be-told': 'is told once it is done',
  'left-out': 'not told: one of you wrote why',
  unclear: 'not told: the data map does not say for which use they get the data',
};

/**
 * The recipients informed of a request, of what and when (Art. 19 GDPR), and those about whom only staff can
 * decide.
 */
export function RecipientStatuses({ rows = [] }: { readonly rows?: readonly RecipientRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>Who else is told</h2>
      <ul>
        {rows.map(({ name, what, on, by, tell, spare }) => (
          <li>
            <b>{name}</b>: {words[what]}
            {by && ` by ${shortDate(by)}`}
            {on && `, ${shortDate(on)}`}
            {tell && (
              <Form {...tell}>
                <button type="submit" class="quiet">
                  Tell {name} as well
                </button>
              </Form>
            )}
            {spare && (
              <Form {...spare}>
                <button type="submit" class="quiet">
                  It does not concern {name}
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

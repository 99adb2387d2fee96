import type { FieldErrors, FieldValues, FormTarget } from '../parts/form-parts';
import type { PageFrame } from '../parts/layout';

/**
 * Where the requester proves more than a mailbox, to be shown the data itself.
 *
 * - `ask`: `form` posts nothing and mails a code; `account` posts `way`. Each is absent if that way is not
 *   available.
 * - `to-account`: leads to the shop's log-in. `not-arrived`: back from there, but the desk has not heard of
 *   it.
 * - `form`: posts one field for each of `points`, `name`, `signedAt`, `declare` (`yes`) and `code`.
 * - `offered`: the typed facts wait to be compared. `second`: the same, and another form arrived; the page
 *   does not say whether it is the same one, so that nobody can find out what was typed. `enough`: the facts
 *   matched, or staff are sure. `over`: no tries are left. `no-way`: the desk has nothing to ask for.
 *   `by-staff`: a person answers.
 * - `unproven`: the code of the first mail has not been typed yet.
 * - `none`: nothing more has to be proven, or it is too late.
 */
export type MoreProofFacts = PageFrame & {
  readonly reference: string;
  /** The place whose law requires it: "California". */
  readonly place: string;
  readonly statusUrl?: string;
} & (
    | {
        readonly state: 'ask';
        readonly form?: FormTarget;
        readonly account?: FormTarget;
        readonly error?: string;
        readonly needed: number;
        readonly triesLeft: number;
        readonly until: string;
      }
    | {
        readonly state: 'form';
        readonly form: FormTarget;
        readonly points: readonly { readonly id: string; readonly title: string }[];
        readonly needed: number;
        readonly triesLeft: number;
        /** Plain date. */
        readonly until: string;
        readonly values?: FieldValues;
        readonly errors?: FieldErrors;
      }
    | { readonly state: 'to-account'; readonly loginAt: string }
    | { readonly state: MessageState }
  );

/** What the requester signs. The desk keeps it, sealed, as long as its record of the request. */
export function declarationText(place: string): string {
  return `I declare under penalty of perjury under the laws of the State of ${place} that I am the person whose personal information this request is about.`;
}

/** The states in which the page only says how it stands. */
export type MessageState =
  | 'offered'
  | 'second'
  | 'enough'
  | 'not-arrived'
  | 'over'
  | 'no-way'
  | 'by-staff'
  | 'unproven'
  | 'none';

/** Why an answer tells the kinds of data and shows none of it. */
export type CategoriesBecause = 'wanted' | 'not-proven';

/**
 * What came of the data points that a person typed. `not-checked`: nothing was certainly wrong, and not all
 * could be compared, so no try is used up. `several`: they fit some
 * rows and not others that may be another person's, so that no further try helps and a person looks.
 */
export type ProofSays = 'match' | 'no-match' | 'not-checked' | 'several';

/** The stronger proof that some laws want before the data itself is shown (11 CCR 7060-7062). */
export interface ProofEvents {
  /**
   * The person typed data points, and signed that they are who they say: a try is used up, before anything is
   * compared. What was typed lies beside the log, sealed, until it
   * is used; the declaration is sealed here and stays as long as the record.
   */
  'proof-offered': { offer: string };
  /** Whether all that was typed belongs to this person: as a whole, never which. */
  'proof-checked': { offer: string; says: ProofSays };
  /**
   * Somebody on the staff made sure in another way who this is, after the copy was approved; how is sealed.
   */
  'details-vouched': { staffId: string };
  /**
   * The shop's server said, in a signed call, that the customer with this address logged in anew and
   * confirmed the request (11 CCR 7061(a)). `place`: which address, see
   * `accountPlace`. `keyId`: which key signed. `loggedInAt`: instant.
   */
  'account-confirmed': { method: 'account'; place: string; keyId: string; loggedInAt: string };
}

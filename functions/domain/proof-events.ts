/** Why an answer names the categories of data and shows no data. */
export type CategoriesBecause = 'wanted' | 'not-proven';

/**
 * The result of comparing the data points that a requester typed. `not-checked`: nothing was certainly wrong
 * and not all could be compared, so no try is used up. `several`: they match some rows and not others that
 * may be another person's, so no further try helps and staff must look.
 */
export type ProofSays = 'match' | 'no-match' | 'not-checked' | 'several';

/** The stronger proof that some laws require before the data itself is shown (11 CCR 7060-7062). */
export interface ProofEvents {
  /**
   * The requester typed data points and signed that they are who they say: a try is used up before anything
   * is compared. The data points are sealed beside the log until they are compared; the declaration is sealed
   * here and kept as long as the record.
   */
  'proof-offered': { offer: string };
  /** Whether everything that was typed is this person's: as a whole, never which part. */
  'proof-checked': { offer: string; says: ProofSays };
  /** Staff verified in another way who this is, after the copy was approved; how is sealed. */
  'details-vouched': { staffId: string };
  /**
   * The shop's server said, in a signed call, that the customer with this address logged in again and
   * confirmed the request (11 CCR 7061(a)). `place`: which address, see `accountPlace`. `keyId`: which key
   * signed. `loggedInAt`: instant.
   */
  'account-confirmed': { method: 'account'; place: string; keyId: string; loggedInAt: string };
}

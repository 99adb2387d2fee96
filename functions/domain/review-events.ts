/** What complaints, appeals and the rights that a person carries out add to a log; see `events.ts`. */
export interface ReviewEvents {
  /**
   * Of a complaint or an appeal: which request it is about. `reference`: the person gave it, and asks from
   * the address that was used there; `staff`: a member of staff found
   * it. `decidedBy`: ids of those who had decided there by then. The last one counts.
   */
  'review-tied': {
    aboutId: string;
    by: 'reference' | 'staff';
    decidedBy: readonly string[];
    staffId?: string;
  };
  /**
   * Of the request that it is about: the person appealed against how it was answered; the appeal is a request
   * of its own. `receivedAt`: instant at which it arrived; absent in old logs.
   */
  appealed: { appealId: string; receivedAt?: string };
  /** The same of a complaint, which may come while the request is still open. */
  complained: { complaintId: string };
  /** What staff write to the person on how far it is; their words are sealed. Each leads to one mail. */
  'progress-written': { staffId: string };
  /**
   * What was asked for is done after all: `right`, as the request `requestId`. Noted before that one is
   * opened, after the outcome that names it.
   */
  'carried-on': { requestId: string; right: string };
  /**
   * The other end: this request carries on what a complaint, an appeal or an objection led to, and rests on
   * the proof of `proofOf`. `vouchedBy`: ids of those on whose word that
   * one rests, and so does this; absent in old logs.
   */
  'carries-on': {
    fromId: string;
    proofOf: string;
    refusedBy: readonly string[];
    vouchedBy?: readonly string[];
  };
  /**
   * The data is kept and not used; what, is sealed. `mark`: the desk marks the records where the map can.
   * `lookAgainOn`: plain date on which staff are asked whether that still has to be.
   */
  'restriction-set': { staffId: string; lookAgainOn: string; mark?: true };
  /**
   * Of one store: the field that marks records as restricted was set (`on`) or cleared, in so many of the
   * records found. None found: staff see to it by hand, and were told.
   */
  'restriction-marked': { storeId: string; on: boolean; found: number; changed: number };
  /** Staff looked again, and it goes on until another day. */
  'restriction-kept': { staffId: string; lookAgainOn: string };
  /**
   * It ends on `endsOn` (plain date); why is sealed. The person is told first (Art. 18(3) GDPR), and it ends
   * only once they were. `unmark`: the desk's marks go with it.
   */
  'restriction-ending': { staffId: string; endsOn: string; unmark?: true };
  'restriction-ended': Record<string, never>;
}

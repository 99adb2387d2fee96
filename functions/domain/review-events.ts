/** What complaints, appeals and the rights that staff carry out add to a log; see `events.ts`. */
export interface ReviewEvents {
  /**
   * For a complaint or an appeal: which request it is about. `reference`: the requester gave it, and asks
   * from the address that was used there; `staff`: a member of staff found it. `decidedBy`: ids of those who
   * had decided there by then. The last one counts.
   */
  'review-tied': {
    aboutId: string;
    by: 'reference' | 'staff';
    decidedBy: readonly string[];
    staffId?: string;
  };
  /**
   * On the request that it is about: the requester appealed against the answer; the appeal is a request of
   * its own. `receivedAt`: instant at which it arrived; absent in old logs.
   */
  appealed: { appealId: string; receivedAt?: string };
  /** The same for a complaint, which may come while the request is still open. */
  complained: { complaintId: string };
  /** What staff write to the requester about the progress; their words are sealed. Each leads to one mail. */
  'progress-written': { staffId: string };
  /**
   * What was asked for is done after all, as the request `requestId`. Recorded after the outcome that names
   * it and before that request is opened.
   */
  'carried-on': { requestId: string; right: string };
  /**
   * The other end: this request carries on what a complaint, an appeal or an objection led to, and rests on
   * the proof of `proofOf`. `vouchedBy`: ids of the staff on whose word that one rests, and so this one;
   * absent in old logs.
   */
  'carries-on': {
    fromId: string;
    proofOf: string;
    refusedBy: readonly string[];
    vouchedBy?: readonly string[];
  };
  /**
   * The data is kept and not used; which data is sealed. `mark`: the desk marks the records where the map
   * can. `lookAgainOn`: plain date on which staff are asked whether the restriction is still needed.
   */
  'restriction-set': { staffId: string; lookAgainOn: string; mark?: true };
  /**
   * In one store, the field that marks records as restricted was set (`on`) or cleared in `changed` of the
   * records found. None found: staff do it by hand, and were notified.
   */
  'restriction-marked': { storeId: string; on: boolean; found: number; changed: number };
  /** Staff looked again, and it goes on until another day. */
  'restriction-kept': { staffId: string; lookAgainOn: string };
  /**
   * It ends on `endsOn` (plain date); why is sealed. The requester is notified first (Art. 18(3) GDPR), and
   * it ends only after that. `unmark`: the desk's marks are removed with it.
   */
  'restriction-ending': { staffId: string; endsOn: string; unmark?: true };
  'restriction-ended': Record<string, never>;
}

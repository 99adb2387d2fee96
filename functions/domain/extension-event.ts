/** That the answer takes longer, as the log records it. */
export interface Extension {
  /** The leading law, and the ground under it. */
  readonly regime: string;
  readonly ground: string;
  /** The grounds in the words of the laws, not of a person. */
  readonly words: string;
  /**
   * The ground chosen under each law, by the law's id: only their clocks move. Absent in old logs, where one
   * ground moved every clock.
   */
  readonly grounds?: Readonly<Record<string, string>>;
  /** Plain date: the day the notice named, under a law that sets no length. */
  readonly until?: string;
  readonly staffId: string;
}

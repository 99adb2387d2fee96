/** How a clock was read while it stood behind: instants, both included. */
export interface ClockSpell {
  readonly from: string;
  readonly to: string;
}

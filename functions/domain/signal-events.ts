/**
 * Events of opt-out signals that the shop's own server passed on. No personal data: the customer is sealed
 * with the receipt.
 */
export interface SignalEvents {
  /**
   * The shop's server saw an opt-out signal in a session of this customer. `keyId`: which of its keys signed.
   * `allowsSince`: the customer's own setting at the shop has allowed what the signal forbids since then
   * (instant); the signal takes precedence (11 CCR 7025(c)(3)). `programme`: the customer's answer to whether
   * to leave a programme that rests on the sale (7025(c)(4)). `again`: not the first of this customer in the
   * year; it looks only for what came since, and recipients are informed only of that.
   */
  'opt-out-signalled': {
    signal: 'gpc';
    keyId: string;
    again?: true;
    allowsSince?: string;
    programme?: 'not-asked' | 'affirmed' | 'declined';
  };
}

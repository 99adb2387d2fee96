/** Events about which recipients are informed of a request. */
export interface RecipientEvents {
  /**
   * Staff chose who is informed, by ids of the map: `told` in addition to those who are informed anyway,
   * `left` out of these, because they never had the data in question, or informing them is impossible or
   * disproportionate (Art. 19 GDPR). The last choice for each recipient counts. The reason, and what the
   * recipients are to do, is sealed.
   */
  'recipients-chosen': {
    readonly told: readonly string[];
    readonly left: readonly string[];
    readonly staffId: string;
  };
}

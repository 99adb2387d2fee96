/** Events about who else hears of a request. */
export interface TellingEvents {
  /**
   * Somebody chose who hears of it, by ids of the map: `told` besides those who hear of it anyway, `left` out
   * of these, since they never had the data in question, or
   * telling them is impossible or disproportionate (Art. 19 GDPR). The last word on each recipient holds.
   * Why, and what the recipients are to do, is sealed.
   */
  'recipients-chosen': {
    readonly told: readonly string[];
    readonly left: readonly string[];
    readonly staffId: string;
  };
}

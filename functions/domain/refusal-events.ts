/** Events about why something was refused. */
export interface RefusalEvents {
  /**
   * The evidence that the grounds are met, in words, sealed (the burden of proof is the desk's, e.g. Art.
   * 12(5) GDPR).
   */
  'grounds-shown': { readonly grounds: Readonly<Record<string, string>>; readonly staffId: string };
}

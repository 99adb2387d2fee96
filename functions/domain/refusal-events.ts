/** Events about why something was refused. */
export interface RefusalEvents {
  /**
   * What the file holds to show that the grounds are met (the burden of proof is the desk's, e.g. Art. 12(5)
   * GDPR); in words, sealed.
   */
  'grounds-shown': { readonly grounds: Readonly<Record<string, string>>; readonly staffId: string };
}

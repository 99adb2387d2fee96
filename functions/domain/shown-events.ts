/** What staff choose about showing people their own data. */
export interface ShownEvents {
  /**
   * One governing law requires this field and another forbids showing it, or it is unclear whether one does:
   * what staff chose, and between which laws, by name.
   */
  'law-chosen': {
    storeId: string;
    collection: string;
    field: string;
    as: 'show' | 'describe';
    laws: readonly string[];
    staffId: string;
  };
}

/** What staff choose about showing the person their own data. */
export interface ShownEvents {
  /**
   * One governing law owes this field and another forbids to show it, or it is not clear whether one does:
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

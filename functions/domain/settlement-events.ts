import type { SettlementSays } from './event-facts';
import type { FaultKind } from './store-examination';

/** Events about erasures that somebody else was asked for and confirms later. */
export interface SettlementEvents {
  /**
   * A member of staff says how far an erasure is that somebody else was asked for. `on`: when it was
   * confirmed; `confirmBy`: by when it will be; `until`: how long it is kept (plain dates). The ground is
   * sealed.
   */
  'settlement-answered': {
    settlementId: string;
    storeId: string;
    says: SettlementSays;
    staffId: string;
    on?: string;
    confirmBy?: string;
    until?: string;
  };
  /**
   * The desk read a store that erases later. `rows`: how many of the submitted rows are still there. Absent,
   * with a `fault`: the store could not be read, or not in the account in which it was asked.
   */
  'settlement-checked': {
    storeId: string;
    rows?: number;
    fault?: FaultKind | 'unconnected' | 'other-account';
  };
  /** A store that erases later shows none of the submitted rows any more. */
  'erasure-settled': { storeId: string; rows: number };
}

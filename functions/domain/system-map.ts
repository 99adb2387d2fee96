/** A fideslang `system`: what data is used for, who receives it, and what a machine decides with it. */
export interface SystemMap {
  readonly key: string;
  readonly title: string;
  readonly purposes: readonly {
    /** fideslang data use. Absent in maps built before it was kept. */
    readonly use?: string;
    readonly name: string;
    readonly legalBasis: string;
    readonly retention: string;
    readonly categories: readonly string[];
  }[];
  readonly recipients: readonly Recipient[];
  readonly transfers: readonly { readonly country: string; readonly safeguard: string }[];
  readonly automatedDecisions: readonly {
    readonly what: string;
    readonly logic: string;
    readonly effects: string;
  }[];
  /** What the map explicitly says there is none of. An empty list that is not named here says nothing. */
  readonly saysNone?: readonly SaysNone[];
}

/** What a system can say that it has none of. */
export type SaysNone = 'recipients' | 'transfers' | 'automatedDecisions';

/** Somebody to whom data of a system is disclosed. */
export interface Recipient {
  readonly id: string;
  readonly name: string;
  /**
   * A processor is instructed and must confirm; another controller is informed (Art. 19 GDPR, s 1798.105(c)
   * CCPA).
   */
  readonly role: 'processor' | 'controller';
  readonly contact: string;
  readonly purpose: string;
  /** fideslang data uses for which it gets the data; absent: any. */
  readonly uses?: readonly string[];
  /**
   * Data is sold to it, or shared with it for cross-context advertising (1798.140(ad), (ah) Civ. Code).
   * Absent: `sold-or-shared.ts` decides by role and uses.
   */
  readonly soldOrShared?: boolean;
  /** What kind of company it is, in words for the person: "advertising networks". */
  readonly category?: string;
  /**
   * A processor that only hosts these stores, by id: it is not informed about anybody while the desk itself
   * does there what was asked.
   */
  readonly hosts?: readonly string[];
}

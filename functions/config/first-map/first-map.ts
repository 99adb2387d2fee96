/** A map that nobody has reviewed yet: what is written as YAML, with a mark for each guess. */
export interface FirstMap {
  readonly datasetKey: string;
  readonly title: string;
  readonly collections: readonly FirstCollection[];
  /** What the shop itself said; absent until it was asked. */
  readonly answers?: ShopAnswers;
  readonly notLookedAt: readonly string[];
}

export interface FirstCollection {
  readonly name: string;
  readonly title: string;
  readonly role: 'own' | 'theirs' | 'shared' | 'nobody' | 'unclear';
  readonly place: Readonly<Record<string, unknown>>;
  readonly fields: readonly FirstField[];
  /** Absent: the map leaves it open, and a person decides row by row. */
  readonly onErasure?: FirstTreatment;
  /** Collections whose rows refer to its rows, whether or not the map follows that. */
  readonly pointedAtBy: readonly string[];
  /** Guesses that nobody has reviewed, each in a sentence. */
  readonly review: readonly Mark[];
}

export interface FirstField {
  readonly name: string;
  readonly category?: string;
  readonly isKey?: true;
  readonly isUnique?: true;
  readonly isDate?: true;
  readonly identity?: 'email' | 'customer_number';
  readonly isSomebodyElses?: true;
  /** What would replace the value if rows were anonymised and the store took it. Absent: it would stay. */
  readonly blank?: FirstBlank;
  readonly references: readonly FirstReference[];
  /** The opt-outs that set it, as the desk's own map of the software writes them. */
  readonly optOut?: readonly unknown[];
}

export interface FirstReference {
  readonly collection: string;
  readonly field: string;
  readonly direction: 'from' | 'to';
}

export type FirstBlank = null | { readonly random: 'text' | 'email' | 'uuid' };

export type FirstTreatment =
  | 'erase'
  | 'anonymise'
  | { readonly as_parent: { readonly through: string } }
  | { readonly retain: Retention };

export interface Retention {
  readonly ground: string;
  readonly article: string;
  readonly period: string;
  readonly counted_from: string;
  readonly year_end: boolean;
}

/** What a mark is about: its first word in the file. */
export interface Mark {
  readonly about: 'role' | 'physical' | 'on_erasure' | 'references' | 'categories' | 'identity';
  readonly words: string;
}

/** One use of the data, in the words of the shop; what it left open is absent. */
export interface ShopAnswers {
  readonly source?: string;
  readonly purpose?: string;
  readonly legalBasis?: string;
  readonly retention?: string;
  readonly nobodyReceives?: boolean;
  readonly noTransfers?: boolean;
  readonly noAutomatedDecisions?: boolean;
}

import type { Blank } from './blank';
import type { DecisionMap } from './decision-map';

/**
 * The data map as the desk works with it: resolved from fideslang YAML (`dataset`, `system`, `organization`
 * with `rightsdesk_meta`) at build time,
 * small enough to lie in a Lambda bundle. Nothing in it is personal data.
 */
export interface DataMap {
  readonly stores: readonly StoreMap[];
  /** fideslang `system`s: what the data is used for, on which basis, how long, who receives it. */
  readonly systems: readonly SystemMap[];
  /**
   * Gaps in what an answer must say (Art. 13-15 GDPR), in words with file and path; each blocks an approval.
   */
  readonly gaps: readonly MapGap[];
  /**
   * What no system says though an answer must: it goes out with that said, and staff are told before they
   * approve. Absent in a map that was built before there was this.
   */
  readonly notTold?: readonly MapGap[];
  /** Kinds of identity that this map declares beside the known ones, with words for people. */
  readonly identityKinds?: readonly { readonly kind: IdentityKind; readonly title: string }[];
}

export interface MapGap {
  /** `file: path.to.node`. */
  readonly at: string;
  readonly problem: string;
  readonly remedy: string;
  readonly storeId?: string;
  readonly collection?: string;
  /**
   * What must not be approved while it is open. Absent: an answer that must say this (as before there were
   * others).
   */
  readonly concerns?: 'answer' | 'erasure' | 'both';
  /** Only rows are concerned at which a row of one of these collections points that stays. */
  readonly whileKept?: readonly string[];
}

export interface StoreMap {
  readonly storeId: string;
  /** Words for people: "the shop's database". */
  readonly title: string;
  readonly kind: StoreKind;
  readonly collections: readonly CollectionMap[];
  /**
   * Collections known to hold nothing about people (fideslang `skip_processing`), so that `map check` does
   * not ask about them.
   */
  readonly ignored?: readonly string[];
  /**
   * DynamoDB: the same for kinds of item that share a table with mapped ones, so that they count as
   * described.
   */
  readonly ignoredKinds?: readonly Pick<CollectionMap, 'name' | 'primaryKey' | 'physical'>[];
}

/** The connector of a store, as `connectors/store-kinds.ts` names it; rules here know four by name. */
export type StoreKind = 'postgres' | 'dynamodb' | 's3' | 'manual' | (string & Record<never, never>);

export interface CollectionMap {
  /** Table, DynamoDB table, or name of an S3 collection. */
  readonly name: string;
  readonly title: string;
  /** Fields of the stable key, in order. */
  readonly primaryKey: readonly string[];
  /**
   * The fields that together name a row, where those of the stable key are not the map's own: what stands in
   * braces in the form of a key.
   */
  readonly keyParts?: readonly string[];
  readonly fields: readonly FieldMap[];
  /**
   * How rows are reached: by an identity of the person, or by a value found elsewhere. Several ways may
   * exist.
   */
  readonly reachedBy: readonly Reach[];
  /**
   * Fields whose values must come back from `locate`: links in both directions, identities, retention dates,
   * and what an anonymisation blanks, so that a second reading sees whether it is.
   */
  readonly facts: readonly string[];
  /** Whose the rows are: one person's, or possibly several people's (an address row, a conversation). */
  readonly owner: 'subject' | 'shared';
  /**
   * Each row is one person's own record (an account, a contact card): the only rows from which identifiers
   * are learned.
   */
  readonly ownRecord?: true;
  /**
   * Every pair of type and id that the map writes for a field of these rows, whether or not it leads
   * anywhere. Absent: none.
   */
  readonly pairs?: readonly { readonly field: string; readonly where: Readonly<Record<string, string>> }[];
  /** For shared rows: which fields point at them. Same store only. */
  readonly referencedBy: readonly {
    readonly collection: string;
    readonly field: string;
    readonly ownField: string;
  }[];
  /** Collections that must be erased before this one (dependents first). */
  readonly eraseAfter: readonly string[];
  readonly onErasure: Treatment;
  /** Fields whose blank only marks the row as deleted. Absent: it has no such mark. */
  readonly marks?: readonly string[];
  /** Art. 15 answers that hold for this collection. */
  readonly source: string;
  readonly systemKeys: readonly string[];
  /**
   * Decisions that a machine made about the person, one kind each. Absent: it holds none, or the map is from
   * before it could say so.
   */
  readonly decisions?: readonly DecisionMap[];
  /**
   * Kind-specific addressing, e.g. DynamoDB index names, S3 bucket/prefix/format. Read by that connector
   * only.
   */
  readonly physical: Readonly<Record<string, unknown>>;
  /** Present where a row is a stored file: its content, of any size, is copied with it. */
  readonly holdsFiles?: true;
  /**
   * The categories of those files, as far as the map says them of the whole collection. Absent: those of a
   * field `file`, or nobody knows (see `fileCategories`).
   */
  readonly filesTreatedAs?: readonly string[];
  /**
   * Present where only several fields together name the person (the folders of a key): they are always asked
   * for in one call.
   */
  readonly askedTogether?: true;
  /** Present where the store keeps no index: to find one row, all of the collection is read. */
  readonly readWhole?: true;
  /** The fields by which the store can be asked. Absent: what its kind and `physical` say. */
  readonly searchedBy?: readonly string[];
}

export interface FieldMap {
  readonly name: string;
  readonly title: string;
  /** fideslang data categories, e.g. `user.contact.email`. */
  readonly categories: readonly string[];
  readonly identity?: IdentityKind;
  /** The map says that no two rows hold the same value. */
  readonly unique?: true;
  readonly sensitive: boolean;
  /** Belongs to someone else in the same row (Art. 15(4)): withheld by default. */
  readonly thirdParty: boolean;
  /**
   * A password hash or a token, or whoever keeps the map wants it kept back: never disclosed, only said to be
   * held. What a law forbids to show follows from the categories.
   */
  readonly secret: boolean;
  /** Why it is kept back, where the map says so. */
  readonly secretBecause?: { readonly ground: string; readonly article: string };
  /** The map gives it a category that nobody knows: kept back until somebody decides. */
  readonly unclear?: true;
  /**
   * The categories by which a law may forbid to show it: its own and what those are declared to be like,
   * without those of its parts. Absent: `categories`.
   */
  readonly treatedAs?: readonly string[];
  /**
   * What the categories of its parts are declared to be like, beyond `categories`. Absent: nothing. See
   * {@link treatedKinds}.
   */
  readonly treatedBelow?: readonly string[];
  /** Values inside it that a law may forbid to show, each by its path with dots. */
  readonly parts?: readonly FieldPart[];
  /** For `anonymise`: the value that replaces it; absent = the field is kept as it is. */
  readonly blankWith?: Blank;
  /** Rights at which this field is set to a value: `{ right: 'marketing-objection', value: false }`. */
  readonly optOut: readonly { readonly right: string; readonly value: string | number | boolean | null }[];
  /**
   * The desk may write a correction into it, of at most so many characters, or one of these values. Absent: a
   * person corrects it by hand.
   */
  readonly correctable?: { readonly longest?: number; readonly oneOf?: readonly string[] };
  /** Takes a note that the person disputes the record. */
  readonly disputeNote?: true;
  /** Usable as a data point for matching (a field that is not readable in the person's mailbox). */
  readonly dataPoint: boolean;
}

/** One value inside a field that holds several. */
export interface FieldPart {
  readonly path: string;
  readonly title: string;
  readonly treatedAs: readonly string[];
}

/**
 * `email`, `phone`, `customer-number`, or a kind that the map declares: a user id, a device id, the id of
 * another system.
 */
export type IdentityKind = string;

/**
 * `identity`: the field holds an identity of the person. `link`: the field holds a value of `from`
 * (store.collection.field).
 */
export type Reach =
  | { readonly field: string; readonly identity: IdentityKind }
  | {
      readonly field: string;
      readonly from: { readonly storeId: string; readonly collection: string; readonly field: string };
      /**
       * `down`: from a row to what hangs on it (an order to its lines); `up`: to the row that a foreign key
       * names. Absent: unknown, and treated as up.
       */
      readonly leads?: 'down' | 'up';
      /** Rows only count where these fields hold these values: references by a pair of type and id. */
      readonly where?: Readonly<Record<string, string>>;
    };

export type Treatment =
  | { readonly action: 'erase' }
  | { readonly action: 'anonymise' }
  | {
      readonly action: 'retain';
      /** Words for the person: "tax law keeps invoices". */
      readonly ground: string;
      readonly article: string;
      /**
       * Kept until this long (ISO 8601 period) after the date in `countedFrom`; end of that calendar year
       * when `yearEnd`.
       */
      readonly period: string;
      readonly countedFrom: string;
      readonly yearEnd: boolean;
    }
  /**
   * As the row that `field` names by its `parentField`: erased with it, kept as long as it. Same store only.
   * `or`: where a pair of type and id names other rows.
   */
  | ({ readonly action: 'as-parent'; readonly or?: readonly ParentRef[] } & ParentRef);

/** A row named as the parent of those in which `where` holds; without it, of all. */
export interface ParentRef {
  readonly parent: string;
  readonly field: string;
  readonly parentField: string;
  readonly where?: Readonly<Record<string, string>>;
}

/** Every reference along which a row that is treated as its parent may name it. */
export function parentRefs(treatment: Extract<Treatment, { readonly action: 'as-parent' }>): ParentRef[] {
  return [treatment, ...(treatment.or ?? [])];
}

/** The kinds of identity that every desk knows. */
export const knownKinds = ['email', 'phone', 'customer-number'] as const;

/** Every kind of identity that this map can search by, the known ones first. */
export function kindsOf(map: Pick<DataMap, 'identityKinds'>): readonly IdentityKind[] {
  return [...knownKinds, ...(map.identityKinds ?? []).map(({ kind }) => kind)];
}

/**
 * Words for people for a kind of identity that a map declares; undefined for the known ones, which every page
 * has its own words for.
 */
export function kindTitle(map: Pick<DataMap, 'identityKinds'>, wanted: IdentityKind): string | undefined {
  return map.identityKinds?.find(({ kind }) => kind === wanted)?.title;
}

export interface SystemMap {
  readonly key: string;
  readonly title: string;
  readonly purposes: readonly {
    /** fideslang data use. Absent in a map that was built before there was this. */
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
  /**
   * Of which the map says in so many words that there are none. An empty list that is not named here says
   * nothing.
   */
  readonly saysNone?: readonly SaysNone[];
}

/** What a system can say that it has none of. */
export type SaysNone = 'recipients' | 'transfers' | 'automatedDecisions';

export interface Recipient {
  readonly id: string;
  readonly name: string;
  /**
   * A processor is instructed and must confirm; another controller is told (Art. 19 GDPR, s 1798.105(c)
   * CCPA).
   */
  readonly role: 'processor' | 'controller';
  readonly contact: string;
  readonly purpose: string;
  /** fideslang data uses that it gets the data for; absent: any. */
  readonly uses?: readonly string[];
  /**
   * Data is sold to it, or shared with it for advertising across sites (1798.140(ad), (ah) Civ. Code).
   * Absent: `sold-or-shared.ts` says by role and uses.
   */
  readonly soldOrShared?: boolean;
  /** What kind of company it is, in words for the person: "advertising networks". */
  readonly category?: string;
  /**
   * A processor that only keeps these stores for us, by id: it learns of nobody while the desk itself does
   * there what was asked.
   */
  readonly hosts?: readonly string[];
}

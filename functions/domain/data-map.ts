import type { Blank } from './blank';
import type { DecisionMap } from './decision-map';
import type { MessageRule } from './message-rule';
import type { SystemMap } from './system-map';

/**
 * The data map as the desk works with it: resolved from fideslang YAML (`dataset`, `system`, `organization`
 * with `rightsdesk_meta`) at build time, and small enough to be bundled with a Lambda. Nothing in it is
 * personal data.
 */
export interface DataMap {
  readonly stores: readonly StoreMap[];
  /**
   * fideslang `system`s: what the data is used for, on which basis, how long it is kept, and who receives it.
   */
  readonly systems: readonly SystemMap[];
  /**
   * Gaps in what an answer must say (Art. 13-15 GDPR), in words with file and path; each blocks an approval.
   */
  readonly gaps: readonly MapGap[];
  /**
   * What an answer must say and no system does: the answer says so, and staff see it before they approve.
   * Absent in maps built before this was checked.
   */
  readonly notTold?: readonly MapGap[];
  /** Kinds of identity that this map declares besides the known ones, with words for people. */
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
   * What must not be approved while the gap is open. Absent: an answer that must say this, as before other
   * gaps were known.
   */
  readonly concerns?: 'answer' | 'erasure' | 'both';
  /** The gap matters only for rows to which a row of one of these collections refers that is kept. */
  readonly whileKept?: readonly string[];
  /** Guesses of a draft that nobody has reviewed; the store is told even where the gap concerns all of it. */
  readonly guesses?: { readonly storeId: string; readonly count: number };
}

export interface StoreMap {
  readonly storeId: string;
  /** In words for people: "the shop's database". */
  readonly title: string;
  readonly kind: StoreKind;
  readonly collections: readonly CollectionMap[];
  /**
   * Collections known to hold nothing about people (fideslang `skip_processing`), so `map check` does not ask
   * about them.
   */
  readonly ignored?: readonly string[];
  /**
   * DynamoDB: the same for kinds of item that share a table with mapped ones, so that they count as
   * described.
   */
  readonly ignoredKinds?: readonly Pick<CollectionMap, 'name' | 'primaryKey' | 'physical'>[];
}

/** The connector of a store, as `connectors/store-kinds.ts` names it; rules here know four by name. */
export type StoreKind = 'postgres' | 'mysql' | 'dynamodb' | 's3' | 'manual' | (string & Record<never, never>);

export interface CollectionMap {
  /** Name of the table, the DynamoDB table or the S3 collection. */
  readonly name: string;
  readonly title: string;
  /** Fields of the stable key, in order. */
  readonly primaryKey: readonly string[];
  /**
   * The fields that together name a row where the fields of the stable key are not the map's own: the names
   * in braces in the form of a key.
   */
  readonly keyParts?: readonly string[];
  readonly fields: readonly FieldMap[];
  /**
   * How rows are found: by an identity of the person, or by a value found elsewhere. There may be several
   * ways.
   */
  readonly reachedBy: readonly Reach[];
  /**
   * Fields whose values `locate` must return: links in both directions, identities and retention dates. Of
   * what an anonymisation blanks it only says whether something is left.
   */
  readonly facts: readonly string[];
  /** Whose the rows are: one person's, or possibly several people's (an address row, a conversation). */
  readonly owner: 'subject' | 'shared';
  /**
   * Each row is one person's own record (an account, a contact card). Identifiers are learned only from such
   * rows.
   */
  readonly ownRecord?: true;
  /**
   * Every pair of type and id that the map has for a field of these rows, whether or not it leads anywhere.
   * Absent: none.
   */
  readonly pairs?: readonly { readonly field: string; readonly where: Readonly<Record<string, string>> }[];
  /** For shared rows: which fields refer to them. Same store only. */
  readonly referencedBy: readonly {
    readonly collection: string;
    readonly field: string;
    readonly ownField: string;
  }[];
  /** Collections that must be erased before this one (dependents first). */
  readonly eraseAfter: readonly string[];
  readonly onErasure: Treatment;
  /** Fields whose blank only marks the row as deleted. Absent: no such mark. */
  readonly marks?: readonly string[];
  /** Answers under Art. 15 GDPR that hold for this collection. */
  readonly source: string;
  readonly systemKeys: readonly string[];
  /**
   * Automated decisions about the person, one kind each. Absent: none, or the map is from before it could say
   * so.
   */
  readonly decisions?: readonly DecisionMap[];
  /**
   * Addressing by kind of store, e.g. DynamoDB index names, S3 bucket, prefix and format. Only that connector
   * reads it.
   */
  readonly physical: Readonly<Record<string, unknown>>;
  /** Present where a row is a stored file: its content, of any size, is copied with it. */
  readonly holdsFiles?: true;
  /**
   * The categories of those files, if the map states them for the whole collection. Absent: those of a field
   * `file`, or unknown (see `fileCategories`).
   */
  readonly filesTreatedAs?: readonly string[];
  /**
   * Present where only several fields together name the person (the folders of a key): they are always
   * searched in one call.
   */
  readonly askedTogether?: true;
  /** Present where the store has no index: to find one row, the whole collection is read. */
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
  /** The map says that no two rows have the same value. */
  readonly unique?: true;
  readonly sensitive: boolean;
  /** Belongs to somebody else in the same row (Art. 15(4) GDPR): withheld by default. */
  readonly thirdParty: boolean;
  /**
   * A password hash or a token, or a field that the map declares secret: never disclosed, only said to be
   * held. What a law forbids to show follows from the categories.
   */
  readonly secret: boolean;
  /** Why it is withheld, where the map says so. */
  readonly secretBecause?: { readonly ground: string; readonly article: string };
  /** The map gives it an unknown category: withheld until staff decide. */
  readonly unclear?: true;
  /**
   * The categories by which a law may forbid to show it: its own, and what those are declared to be like,
   * without those of its parts. Absent: `categories`.
   */
  readonly treatedAs?: readonly string[];
  /**
   * What the categories of its parts are declared to be like, in addition to `categories`. Absent: nothing.
   * See {@link treatedKinds}.
   */
  readonly treatedBelow?: readonly string[];
  /** Values inside it that a law may forbid to show, each by its path in dots. */
  readonly parts?: readonly FieldPart[];
  /** For `anonymise`: the value that replaces it; absent: the field is kept as it is. */
  readonly blankWith?: Blank;
  /** A list of messages by several people. Only the person's own are given, and taken out on `anonymise`. */
  readonly messages?: MessageRule;
  /** Rights for which this field is set to a value: `{ right: 'marketing-objection', value: false }`. */
  readonly optOut: readonly { readonly right: string; readonly value: string | number | boolean | null }[];
  /**
   * The desk may write a correction into it, of at most this many characters, or one of these values. Absent:
   * it is corrected by hand.
   */
  readonly correctable?: { readonly longest?: number; readonly oneOf?: readonly string[] };
  /** Takes a note that the requester disputes the record. */
  readonly disputeNote?: true;
  /** Usable as a data point: a field that cannot be read in the person's mailbox. */
  readonly dataPoint: boolean;
}

/** One value inside a field that holds several. */
export interface FieldPart {
  readonly path: string;
  readonly title: string;
  readonly treatedAs: readonly string[];
}

/**
 * `email`, `phone`, `customer-number`, or a kind that the map declares: a user id, a device id, the id in
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
       * `down`: from a row to its dependents (an order to its lines); `up`: to the row that a foreign key
       * names. Absent: unknown, and treated as up.
       */
      readonly leads?: 'down' | 'up';
      /** Rows only count where these fields have these values: references by a pair of type and id. */
      readonly where?: Readonly<Record<string, string>>;
    };

export type Treatment =
  | { readonly action: 'erase' }
  | { readonly action: 'anonymise' }
  | {
      readonly action: 'retain';
      /** In words for the person: "tax law keeps invoices". */
      readonly ground: string;
      readonly article: string;
      /**
       * Kept for this long (ISO 8601 period) after the date in `countedFrom`, or until the end of that
       * calendar year when `yearEnd`.
       */
      readonly period: string;
      readonly countedFrom: string;
      readonly yearEnd: boolean;
    }
  /**
   * Treated as the row that `field` names by its `parentField`: erased with it, kept as long. Same store
   * only. `or`: where a pair of type and id names other rows.
   */
  | ({ readonly action: 'as-parent'; readonly or?: readonly ParentRef[] } & ParentRef);

/** The row that is the parent of those in which `where` holds; without `where`, of all. */
export interface ParentRef {
  readonly parent: string;
  readonly field: string;
  readonly parentField: string;
  readonly where?: Readonly<Record<string, string>>;
}

/** Every reference by which a row may name the parent as which it is treated. */
export function parentRefs(treatment: Extract<Treatment, { readonly action: 'as-parent' }>): ParentRef[] {
  return [treatment, ...(treatment.or ?? [])];
}

/** The kinds of identity that every desk has. */
export const knownKinds = ['email', 'phone', 'customer-number'] as const;

/** Every kind of identity by which this map can be searched, the built-in ones first. */
export function kindsOf(map: Pick<DataMap, 'identityKinds'>): readonly IdentityKind[] {
  return [...knownKinds, ...(map.identityKinds ?? []).map(({ kind }) => kind)];
}

/**
 * In words for people, a kind of identity that a map declares; undefined for the built-in ones, for which
 * every page has words of its own.
 */
export function kindTitle(map: Pick<DataMap, 'identityKinds'>, wanted: IdentityKind): string | undefined {
  return map.identityKinds?.find(({ kind }) => kind === wanted)?.title;
}

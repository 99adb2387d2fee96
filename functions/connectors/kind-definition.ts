import type * as z from 'zod/mini';
import type { Clock } from '../domain/clock';
import type { CollectionMap, MapGap, Reach, StoreMap } from '../domain/data-map';
import type { Connector } from './connector';
import type { MapDraft, MapReference } from './map-draft';
import type { TokenAccess } from './token-access';

/**
 * All that the build and the commands know of one kind of store: its settings in the desk file, its part of
 * the data map, and the permissions of its function.
 *
 * @typeParam Setting - names of its settings under `connection` in the desk file
 * @typeParam Place - what `physical` in the data map says of a collection of this kind
 */
export interface KindDefinition<
  Setting extends string = string,
  Place extends object = Readonly<Record<string, unknown>>,
> {
  /** As the desk file writes it. */
  readonly kind: string;
  /** Whether the desk searches such a store itself; otherwise a person looks. */
  readonly isSearched: boolean;
  /** Settings under `connection`, in the order of the documentation. */
  readonly settings: Readonly<Record<Setting, ConnectionSetting>>;
  /** Keys under `physical` in the data map, in the order of the documentation. */
  readonly place: PlaceShape<Place>;
  /** The store itself knows its columns, its keys and which rows refer to which. */
  readonly isRelational?: true;
  /** Libraries write fields of their own into every row. */
  readonly holdsLibraryFields?: true;
  /** Rows are named by their contents: what is read as a fact must not change. */
  readonly namesRowsByContent?: true;
  /** The desk cannot write an approved correction into it. */
  readonly refusesCorrections?: true;

  /** What is wrong with one store in the desk file, beyond the form of each setting. */
  storeFaults?(store: StoreSettings<Setting>, desk: StoreSurroundings): SettingFault[];
  /** Fields of the stable key where the place says them; undefined where the fields of the map do. */
  primaryKey?(place: Place): readonly string[] | undefined;
  /** The fields that together name a row; undefined where they are the primary key. */
  keyFields?(draft: MapDraft<Place>): readonly string[] | undefined;
  /** How a store of this kind calls a collection; its `table`, else its name, where this is absent. */
  nameInStore?(name: string, place: Place): string;
  /** What the rules of the desk have to know of the way in which the store holds a collection. */
  traits?(draft: MapDraft<Place>, references: ReferencesTo): CollectionTraits;
  /** Ways to rows beside identities and references. */
  furtherReaches?(draft: MapDraft<Place>, all: readonly MapDraft<Place>[]): Reach[];
  /**
   * Contradictions in the map. Gets the collections of every kind, since keys of this kind may be written
   * elsewhere by mistake.
   */
  mapFaults?(drafts: readonly MapDraft<Place>[]): MapFault[];
  /** Why the desk can search no rows of a collection, or not by all the ways that the map names. */
  searchGaps?(draft: MapDraft<Place>, collection: CollectionMap): SearchGap[];
  /** Whether a field is a part of the key by what the place says. */
  isInKey?(place: Place, field: string): boolean;
  /** Whether the store can be asked which rows hold a value in this field; it can where this is absent. */
  canLookUp?(draft: MapDraft<Place>, field: string): boolean;
  /**
   * Whether rows that are about nobody (`skip_processing`) share their table with others, from which the
   * place tells them apart.
   *
   * @throws KeyFormError for a form of a key that cannot be read back
   */
  isPartOfTable?(place: Place): boolean;
  /** What the function of such a store may do in AWS, and nothing else. */
  permissions(store: StoreMap, connection: Connection<Setting>, account: AwsPlace): AwsPermission[];
}

/** The settings that one store has, by name. */
export type Connection<Setting extends string = string> = Readonly<Partial<Record<Setting, string>>>;

/** One setting under `connection` of a store, in words and with its form. */
export interface ConnectionSetting {
  /** One sentence for the documentation and for editors. */
  readonly description: string;
  readonly example: string;
  readonly form: SettingForm;
}

export type SettingForm =
  | { readonly oneOf: readonly [string, ...string[]] }
  | { readonly pattern: RegExp; readonly problem: string }
  /** `pattern` helps editors, the check decides. */
  | { readonly check: (value: string) => WordedFault | undefined; readonly pattern?: string };

/** What is wrong with a value, and what to write instead. */
export interface WordedFault {
  readonly problem: string;
  readonly remedy: string;
}

/** Keys of a place, each optional, with a description for editors. */
export type PlaceShape<Place extends object> = {
  readonly [Key in keyof Place]-?: z.ZodMiniType<Place[Key]>;
};

/** A store as the desk file has it; every setting may be missing there. */
export interface StoreSettings<Setting extends string = string> {
  readonly owner?: string | undefined;
  readonly datasets: readonly string[];
  readonly connection: Readonly<Partial<Record<Setting, string | undefined>>>;
}

export interface StoreSurroundings {
  readonly staff: readonly { readonly id?: string | undefined; readonly may: readonly string[] }[];
}

/** A fault at a path below the store in the desk file. */
export interface SettingFault extends WordedFault {
  readonly path: readonly string[];
}

/** A fault of the data map at a path of one of its files. */
export interface MapFault extends WordedFault {
  readonly file: string;
  readonly path: string;
}

/** A gap of a collection, at the collection itself unless a path inside it is given. */
export interface SearchGap extends WordedFault {
  readonly path?: string;
  readonly concerns: NonNullable<MapGap['concerns']>;
}

/** References of the map, and the ways that lead to the rows of one collection. */
export interface ReferencesTo {
  readonly edges: readonly MapReference[];
  readonly reachedBy: readonly Reach[];
}

export type CollectionTraits = Pick<
  CollectionMap,
  'holdsFiles' | 'filesTreatedAs' | 'readWhole' | 'askedTogether' | 'searchedBy'
>;

/** Statements of an IAM policy, without its effect. */
export interface AwsPermission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Where in AWS a store is. */
export interface AwsPlace {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** What a connector is opened with. */
export interface StoreAccess<Setting extends string = string> {
  readonly store: StoreMap;
  readonly connection: Connection<Setting>;
  readonly credentials: ConnectorCredentials;
  readonly clock: Clock | undefined;
}

/** The `url` of a database, already resolved from the reference in the desk file, or log-in with tokens. */
export type ConnectorCredentials = { readonly url?: string } | TokenAccess;

/** Opens a connector; nothing is contacted yet. */
export type OpenStore = (access: StoreAccess) => Connector;

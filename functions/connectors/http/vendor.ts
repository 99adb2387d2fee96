/**
 * A vendor as the desk works with it: its file, checked and resolved when the desk is built. Account settings
 * (a data centre, the name of a shop) are filled in already; secrets and values of people are not, and stand
 * as `<name>` in paths, query, headers and bodies.
 */
export interface Vendor {
  readonly name: string;
  /** The only host that is ever called, beside that of `authentication.tokenHost`. */
  readonly host: string;
  /** Names of the secrets that the file uses, in its order. */
  readonly secrets: readonly string[];
  readonly authentication: VendorAuthentication;
  /** Sent with every call: a version of the API, for example. */
  readonly headers: readonly NamedText[];
  /** A call that works whenever the vendor can be read. */
  readonly test: VendorCall;
  /** What tells one account of the vendor from another, and test data from real data. Empty: nothing does. */
  readonly account: readonly VendorAccountSign[];
  readonly limits: VendorLimits;
  /** Where an answer with status 200 tells of an error, as GraphQL does. */
  readonly errorsAt: readonly string[];
  /** Texts that a call has to name one by one, asked for once: every property of a contact. */
  readonly lists: Readonly<Record<string, VendorNames>>;
  readonly endpoints: Readonly<Record<string, VendorEndpoint>>;
}

export interface VendorAccountSign extends VendorCall {
  /** Where in the answer the account is named. */
  readonly at: string;
}

export interface VendorNames extends VendorCall {
  readonly rowsAt: string;
  readonly field: string;
}

/** A parameter or a header; the text may hold placeholders. */
export interface NamedText {
  readonly name: string;
  readonly value: string;
}

export type VendorAuthentication =
  | { readonly strategy: 'none' }
  | { readonly strategy: 'bearer'; readonly token: string }
  | { readonly strategy: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly strategy: 'api_key';
      readonly headers: readonly NamedText[];
      readonly query: readonly NamedText[];
    }
  | {
      readonly strategy: 'oauth2_client_credentials';
      readonly tokenHost: string;
      readonly tokenPath: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope?: string;
    };

export interface VendorLimits {
  readonly perSecond?: number;
  readonly perMinute?: number;
  /** Calls that may be under way at the same time. */
  readonly atOnce?: number;
}

/** One call; every text may hold placeholders. */
export interface VendorCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query: readonly NamedText[];
  readonly headers: readonly NamedText[];
  /** JSON with placeholders inside its texts, or `<name>` alone for a list. */
  readonly body?: string;
  /** The body travels as a form, as Stripe wants it, and not as JSON. */
  readonly asForm?: true;
  /** Statuses that say that there is no such thing, beside 404 for a call by key. */
  readonly absentAt?: readonly number[];
  /** What an answer with a status of success holds where the vendor refuses all the same. */
  readonly failsWhen?: readonly AnswerSign[];
  /** What an answer with a status of success has to hold to be believed. */
  readonly mustHold?: readonly AnswerSign[];
}

/** A text at a path of an answer, one of several that may hold placeholders; or anything set there. */
export type AnswerSign =
  | { readonly at: string; readonly isOneOf: readonly string[] }
  | { readonly at: string; readonly isSet: true };

/** How the next page of a list is asked for. */
export type VendorPaging =
  /** A parameter takes the last row's field, or a text of the answer. */
  | {
      readonly strategy: 'cursor';
      readonly param: string;
      readonly into: 'query' | 'body';
      readonly field?: string;
      readonly at?: string;
      /** A truth in the answer that says whether there is more. Absent: an empty page ends the list. */
      readonly moreAt?: string;
    }
  /** The answer holds the address of the next page, on the same host. */
  | { readonly strategy: 'link'; readonly at: string }
  | { readonly strategy: 'link'; readonly rel: string }
  | { readonly strategy: 'offset'; readonly param: string; readonly from: number; readonly step: number };

/** A list that can be asked for by a value. */
export interface VendorRead extends VendorCall {
  /** What the value is: an identity of the person, or a field of a row of another endpoint. */
  readonly by:
    | { readonly identity: string; readonly param: string }
    | { readonly endpoint: string; readonly field: string; readonly param: string };
  /** Where in the answer the rows are, in dots; empty: the answer itself. */
  readonly rowsAt: string;
  readonly paging?: VendorPaging;
}

export interface VendorEndpoint {
  /** Fields of a row that together name it. */
  readonly key: readonly string[];
  readonly reads: readonly VendorRead[];
  /** One row by its key; its fields are the placeholders. */
  readonly get?: VendorCall & { readonly rowsAt: string };
  /** What a search returns may be old or not whole: each row is read again by its key. */
  readonly rereads: boolean;
  /** Objects inside a row whose fields count as fields of the row. */
  readonly lift: readonly VendorLift[];
  /** A row that holds this is gone, although the vendor still shows it. */
  readonly goneWhen: readonly GoneWhen[];
  /** Lists below a row that belong into a copy of it, each as a field. */
  readonly includes: readonly VendorInclude[];
  /** A list without a value, to learn which fields occur. */
  readonly sample?: VendorCall & { readonly rowsAt: string };
  readonly update?: VendorCall;
  readonly erase?: VendorErasure;
  readonly optOuts: readonly { readonly right: string; readonly steps: readonly VendorStep[] }[];
}

/** An inner object; `null` in its place says that the row has none of these fields. */
export interface VendorLift {
  readonly name: string;
  readonly fields: readonly string[];
}

export type GoneWhen =
  | { readonly field: string; readonly is: string | number | boolean }
  | { readonly field: string; readonly isSet: true };

export interface VendorInclude extends VendorCall {
  readonly field: string;
  readonly rowsAt: string;
  readonly paging?: VendorPaging;
}

export interface VendorErasure {
  /** Empty where a row goes with another one. */
  readonly steps: readonly VendorStep[];
  /** The endpoint with whose row the vendor removes this one. */
  readonly goesWith?: string;
  /** Endpoints whose rows the vendor removes along, wherever they refer to this one. */
  readonly alsoRemoves: readonly string[];
  /** The vendor confirms later, within this ISO 8601 period. Absent: it is done with the answer. */
  readonly settlesWithin?: string;
  /** What still runs and would end with it: then the row waits for staff. */
  readonly alsoEnds: readonly VendorEnding[];
}

/** A list of what hangs on a row and would end with it. */
export interface VendorEnding extends VendorCall {
  /** In words for staff and for the person: `a running subscription`. */
  readonly what: string;
  /** Several of it, without a number: `running subscriptions`. Absent: `what` with the number behind it. */
  readonly several?: string;
  readonly rowsAt: string;
  readonly paging?: VendorPaging;
  /** The field that names one of the list. */
  readonly key: string;
  /** Fields that staff see of each, such as its status. */
  readonly shows: readonly string[];
  /** One that holds this has ended already. */
  readonly overWhen: readonly GoneWhen[];
}

/** One call of several in a row. */
export interface VendorStep extends VendorCall {
  /** Statuses that count as done; none: any of 200 to 299. */
  readonly expect: readonly number[];
  /** The vendor erases nothing by this step, whatever comes of it. Absent: it may. */
  readonly prepares?: true;
  /** Texts of the answer that later steps use, by the name of their placeholder. */
  readonly keep: Readonly<Record<string, string>>;
  /** A header that makes a repetition harmless, where the vendor knows one. */
  readonly idempotencyHeader?: string;
  /** The call is repeated until a text of the answer has one of these values. */
  readonly until?: VendorUntil;
}

export interface VendorUntil {
  readonly at: string;
  /** Go on with the next step. */
  readonly values: readonly string[];
  /** It runs already, or is over: no further step. */
  readonly over: readonly string[];
  /** It cannot be done. */
  readonly failed: readonly string[];
}

/** How a database of RDS is logged in to with a token made for each connection. */
export interface TokenAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Certificates in PEM, one after the other: only servers that they vouch for are trusted. */
  readonly authorities: string;
  /** The password, asked for once a new connection. */
  readonly token: () => Promise<string>;
}

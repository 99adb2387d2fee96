/** A result as the server wrote it: every value as text, with the type of each column. */
export interface RawResult {
  readonly columns: readonly { readonly name: string; readonly type: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
}

export type RunSql = (sql: string, values?: readonly unknown[]) => Promise<RawResult>;

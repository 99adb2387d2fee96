/** Formats of objects that hold records of many people. */
export const RECORD_FORMATS = ['jsonl', 'json', 'csv'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

export function holdsRecords(format: 'objects' | RecordFormat | undefined): format is RecordFormat {
  return format !== undefined && format !== 'objects';
}

/** Names of what parts the cells of a table in text, since a tab is hard to see in a map. */
export const DELIMITER_NAMES = ['comma', 'semicolon', 'tab', 'pipe'] as const;
export const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;

/** Encodings that no byte order mark shows. */
export const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-1'] as const;

/** What `physical` says of a collection in S3; `s3-place.ts` reads it when the store is searched. */
export interface S3Physical {
  readonly bucket?: string | undefined;
  readonly format?: 'objects' | RecordFormat | undefined;
  readonly prefix?: string | undefined;
  readonly record_id?: string | undefined;
  readonly old_versions?: 'erase' | 'keep' | undefined;
  readonly delimiter?: (typeof DELIMITER_NAMES)[number] | undefined;
  readonly columns?: string[] | undefined;
  readonly encoding?: (typeof ENCODINGS)[number] | undefined;
}

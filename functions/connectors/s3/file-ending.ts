const COMPRESSED = 'gz gzip zst bz2 xz lz4 br zip 7z tar tgz rar'.split(' ');
/** Kinds of files. What else stands behind a dot may be a surname or a domain. */
const KINDS = new Set([
  ...'csv tsv txt json jsonl ndjson geojson xml yaml yml toml ini html htm xhtml md log'.split(' '),
  ...'pdf doc docx odt rtf xls xlsx ods ppt pptx odp epub eml msg mbox ics vcf p7m gpx kml'.split(' '),
  ...'png jpg jpeg gif webp svg bmp tif tiff heic ico psd eps'.split(' '),
  ...'mp3 wav ogg opus m4a aac flac mp4 m4v mov avi mkv webm'.split(' '),
  ...'parquet avro orc arrow feather pkl npy sql db sqlite sqlite3 dump bak bin dat tmp'.split(' '),
  ...'js css ts py php sh woff woff2 ttf pem crt asc gpg'.split(' '),
  ...COMPRESSED,
]);

/** The kind of a file by its name, as `.pdf` or `.csv.gz`; empty where its name does not say one. */
export function fileEnding(name: string): string {
  const parts = name.split('.');
  const isKind = (back: number) => parts.length > back && KINDS.has((parts.at(-back) ?? '').toLowerCase());
  if (!isKind(1)) return '';
  const isPacked = COMPRESSED.includes((parts.at(-1) ?? '').toLowerCase());
  return `.${parts.slice(isPacked && isKind(2) ? -2 : -1).join('.')}`;
}

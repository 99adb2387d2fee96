/** Characters of a name that are kept, extension apart. */
const LONGEST_STEM = 60;
const LONGEST_FOLDER = 60;

/** Names that Windows keeps for devices, whatever their extension. */
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)$/i;

/**
 * Extensions that a double click only shows or plays. Any other may run as a program, or open as a page
 * that does; such a file is given with `.txt` after its name, and its own name stands in the index.
 */
const passive = new Set(
  `3gp 7z aac ai avi avif avro bmp bz2 csv doc docx dwg dxf eml epub flac gif gz heic heif ics jpeg jpg json jsonl key log m4a m4v md mkv mov mp3
   mp4 mpeg mpg ndjson numbers odg odp ods odt oga ogg ogv opus pages parquet pdf png ppt pptx psd rar rtf stl tar tif tiff tsv txt vcf wav
   webm webp wma wmv xls xlsx xz yaml yml zip`.split(/\s+/),
);

/**
 * Turns any text into a folder or file stem that every system can unpack: ASCII letters, digits, `-` and `_`;
 * never empty, a path or a device.
 */
export function safeFolder(text: string): string {
  const plain = plainText(text).replaceAll('.', '_').slice(0, LONGEST_FOLDER);
  return plain === '' || reserved.test(plain) ? `_${plain}` : plain;
}

/**
 * `0007-holiday-photo.jpg`: the number makes it unique, the rest lets a person recognise it. The name given
 * is data and is trusted in nothing.
 */
export function safeFileName(number: number, original: string): string {
  const { stem, extension } = parts(original);
  const name = `${String(number).padStart(4, '0')}-${stem || 'file'}`;
  if (extension === '') return name;
  return passive.has(extension) ? `${name}.${extension}` : `${name}.${extension}.txt`;
}

/** Makes names distinct, also where a file system takes upper and lower case for the same. */
export function distinctNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    let distinct = name;
    for (let n = 2; taken.has(distinct.toLowerCase()); n += 1) distinct = `${name}-${n}`;
    taken.add(distinct.toLowerCase());
    return distinct;
  };
}

function parts(original: string): { stem: string; extension: string } {
  const last = original.split(/[/\\]/).at(-1) ?? '';
  const match = /^(.*)\.([a-z0-9][a-z0-9-]{0,19})[.\s]*$/is.exec(last);
  const stem = plainText(match?.[1] ?? last).replaceAll('.', '_');
  return {
    stem: stem.slice(0, LONGEST_STEM).replace(/[-_]+$/, ''),
    extension: (match?.[2] ?? '').toLowerCase(),
  };
}

function plainText(text: string): string {
  return text
    .slice(0, 4 * LONGEST_STEM)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '');
}

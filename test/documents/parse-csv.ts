/**
 * Reads RFC 4180 text strictly as written here: every cell quoted, CRLF after every line, an optional byte
 * order mark.
 */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  let rest = text.replace(/^\ufeff/, '');
  let cells: string[] = [];
  while (rest !== '') {
    const [whole, cell, end] = /^"((?:[^"]|"")*)"(,|\r\n)/.exec(rest) ?? [];
    if (whole === undefined || cell === undefined) throw new Error(`no CSV at: ${rest.slice(0, 40)}`);
    cells.push(cell.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (end === '\r\n') {
      lines.push(cells);
      cells = [];
    }
  }
  if (cells.length > 0) throw new Error('the last line has no end');
  return lines;
}

import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Random } from '../random';
import type { Line, Shelf } from './model';

export interface Encoded {
  readonly body: Buffer;
  readonly packed?: true;
  readonly spoilt?: string;
  readonly encoding?: string;
}

const mark = Buffer.from('\ufeff');

/**
 * Encodes lines as an object: plain, with a byte order mark, compressed, or in a form that no reader of lines
 * can read.
 */
export function encoded(
  r: Random,
  { lines, shelf }: { readonly lines: readonly Line[]; readonly shelf: Shelf },
  mayBeSpoilt: boolean,
): Encoded {
  const plain = Buffer.concat(lines.map(({ bytes }) => bytes));
  const content = r.chance(0.1) ? Buffer.concat([mark, plain]) : plain;
  if (mayBeSpoilt && r.chance(0.12) && lines.length > 0) return spoilt(r, { lines, shelf, content });
  if (r.chance(0.25))
    return {
      body: gzipSync(content),
      packed: true,
      ...(r.chance(0.5) ? { encoding: 'gzip' } : {}),
    };
  return { body: content };
}

/** What a reader of tables reads, or what would be no other table. */
const readAsTable = ['utf-16', 'utf-16, high byte first', 'csv', 'a delivery stream'];

interface Spoiling {
  readonly lines: readonly Line[];
  readonly shelf: Shelf;
  readonly content: Buffer;
}

function spoilt(r: Random, { lines, shelf, content }: Spoiling): Encoded {
  const texts = lines.map(({ bytes }) => bytes.toString('utf8').trim());
  const forms: Readonly<Record<string, () => Omit<Encoded, 'spoilt'>>> = {
    'utf-16': () => ({ body: Buffer.from(`\ufeff${content}`, 'utf16le') }),
    'utf-16 without a mark': () => ({
      body: Buffer.from(content.toString('utf8').replace(/^\ufeff/, ''), 'utf16le'),
    }),
    'utf-16, high byte first': () => ({ body: Buffer.from(`\ufeff${content}`, 'utf16le').swap16() }),
    'brotli by its header': () => ({ body: brotliCompressSync(content), encoding: 'br' }),
    deflate: () => ({ body: deflateSync(content) }),
    zstd: () => ({ body: Buffer.concat([Buffer.from('28b52ffd', 'hex'), content]), encoding: 'zstd' }),
    'gzip in gzip': () => ({ body: gzipSync(gzipSync(content)) }),
    'gzip that breaks off': () => ({ body: gzipSync(content).subarray(0, -9) }),
    'gzip with something behind': () => ({ body: Buffer.concat([gzipSync(content), Buffer.from('xx')]) }),
    'an array': () => ({ body: Buffer.from(`[${texts.join(',')}]`) }),
    'an array over lines': () => ({ body: Buffer.from(`[\n${texts.join(',\n')}\n]\n`) }),
    'a document': () => ({ body: Buffer.from(`{"records": [\n${texts.join(',\n')}\n]}\n`) }),
    csv: () => ({
      body: Buffer.from('email,customer_number\nida.falk@example.com,N-1\nben@example.com,N-2\n'),
    }),
    'a delivery stream': () => ({ body: Buffer.from(texts.concat(texts).join('')) }),
    parquet: () => ({ body: Buffer.concat([Buffer.from('PAR1'), content, Buffer.from('PAR1')]) }),
    'nothing but zeros': () => ({ body: Buffer.alloc(64) }),
  };
  const kind = r.pick(
    Object.keys(forms).filter((name) => shelf.format !== 'csv' || !readAsTable.includes(name)),
  );
  return { ...(forms[kind] as () => Encoded)(), spoilt: kind };
}

import type { UnreadReason } from '../../domain/finding';
import type { FieldValue } from '../connector';

/**
 * A piece of an object with all its bytes, so that the records of other people can be copied byte for byte:
 * a record, or what stands between records.
 */
export interface StoredRecord {
  readonly bytes: Buffer;
  /** The record as JSON, without the spaces around it; empty where there is no record. */
  readonly text: string;
  /** The record, or undefined when the piece is none. */
  readonly record?: Readonly<Record<string, FieldValue>>;
  /** Why a piece that holds something is no record. */
  readonly unread?: UnreadReason;
  /** It is a piece of one long JSON text: the lines around it are no records of their own either. */
  readonly isPiece?: true;
  /** It is an element of an array; each but the first begins with the comma before it. */
  readonly element?: 'first' | 'next';
  /** The bytes with the values of another JSON text; absent: that text takes the place of this one. */
  readonly withText?: (text: string) => Buffer;
}

/** A record longer than this is not looked at. */
export const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** The content cannot be cut into records that could be told apart for certain. */
export class NoRecords extends Error {
  override readonly name = 'NoRecords';

  constructor(readonly reason: UnreadReason) {
    super();
  }
}

/** The bytes of a record with another text; the spaces around it and the ending of the line stay. */
export function bytesWith({ bytes, text, withText }: StoredRecord, newText: string): Buffer {
  if (newText === text) return bytes;
  if (withText) return withText(newText);
  const whole = bytes.toString('utf8');
  const start = whole.indexOf(text);
  return Buffer.from(`${whole.slice(0, start)}${newText}${whole.slice(start + text.length)}`);
}

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text; undefined where the bytes are no UTF-8, or hold a zero byte, as every text in UTF-16 does. */
export function strictText(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

export function isRecord(value: FieldValue | undefined): value is Readonly<Record<string, FieldValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { type Column, isBinary, isWhole } from './relation';

/** A value that the column may have and that no row is likely to: what a search for it costs is usual. */
export function sampleValue(column: Column): string {
  if (isWhole(column)) return '9876';
  if (isBinary(column)) return '\\x00';
  return column.labels?.at(-1) ?? SAMPLES[column.base] ?? 'nobody@rightsdesk.invalid';
}

const SAMPLES: Readonly<Record<string, string>> = {
  decimal: '0',
  double: '-987654321',
  bit: '0',
  uuid: '9f8e7d6c-0000-4000-8000-00000000abcd',
  date: '1901-02-03',
  datetime: '1901-02-03 04:05:06',
  timestamp: '1971-02-03 04:05:06',
  time: '04:05:06',
  inet6: '2001:db8::7',
  inet4: '198.51.100.7',
};

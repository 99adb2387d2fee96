import { createHash } from 'node:crypto';
import type { LoggedEvent, NewEvent } from '../domain/events';
import { EVENT_VERSION } from '../domain/newer-events';

/** The `prev` of the first event of a log. */
export const CHAIN_START = '0'.repeat(64);

export interface ChainLink {
  readonly requestId: string;
  readonly seq: number;
  readonly at: string;
  readonly commandId: string;
  readonly prev: string;
}

/**
 * Links an event to its predecessor. The hash covers the ciphertext of `sealed`, so the chain of a shredded
 * log can still be verified.
 */
export function chainEvent(link: ChainLink, event: NewEvent): LoggedEvent {
  const body = { v: EVENT_VERSION, ...event, ...link };
  return { ...body, hash: chainHash(body) };
}

/**
 * SHA-256 of the canonical JSON of an event (keys sorted at all levels, no white space), without its own
 * hash.
 */
export function chainHash(event: object): string {
  const { hash: _own, ...body } = event as { hash?: string };
  return createHash('sha256').update(canonicalJson(body)).digest('hex');
}

export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonicalJson(v)}`).join(',')}}`;
}

export interface ChainFault {
  readonly seq: number;
  readonly kind: 'edited' | 'missing' | 'unlinked' | 'foreign';
}

/**
 * The first entry that does not fit the chain, if any.
 *
 * @param requestId - that the log is stored under: a log copied from another request is a valid chain by
 * itself
 */
export function firstChainFault(
  log: readonly LoggedEvent[],
  requestId = log[0]?.requestId,
): ChainFault | undefined {
  let prev = CHAIN_START;
  for (const [i, event] of log.entries()) {
    if (event.seq !== i + 1) return { seq: i + 1, kind: 'missing' };
    if (event.requestId !== requestId) return { seq: event.seq, kind: 'foreign' };
    if (event.prev !== prev) return { seq: event.seq, kind: 'unlinked' };
    if (chainHash(event) !== event.hash) return { seq: event.seq, kind: 'edited' };
    prev = event.hash;
  }
  return undefined;
}

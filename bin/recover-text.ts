import { referenceOf } from '../functions/domain/reference';
import type { LostRequest } from '../functions/watch/audit/lost-request';
import type { LostRequestTraces, UnreadablePlace } from '../functions/watch/audit/lost-request-traces';
import type { StrayKey } from '../functions/watch/audit/stray-keys';
import type { Trace, TraceFact, TraceSource } from '../functions/watch/audit/traces';

const suggestions: Readonly<Record<LostRequest['suggests'], string>> = {
  'go-on': 'Nothing of it was a decision, a word of the person, or a deed: --as go-on repeats it.',
  'by-person':
    'Compare with the mails of those days and with the stores (npx rightsdesk preview), then --as by-person; --as go-on only if none of it happened.',
  'by-hand':
    'The register has nothing of it. The mails of those days hold its reference and the person’s address: answer it by hand, or enter it anew (npx rightsdesk intake) with the day it came.',
};

const sources: Readonly<Record<TraceSource, string>> = {
  vault: 'sealed objects in the vault',
  packages: 'bucket of packages',
  tombstones: 'tombstones of erasures',
  executions: 'Step Functions, which keeps them for 90 days',
  keys: 'table of keys',
};

/** What a trace says, and how sure that is. */
const facts: Readonly<Record<TraceFact, (about: string) => string>> = {
  searched: (store) => `${store} was searched. Certain; the person was told nothing by that`,
  manifest: () => 'what was found was put together for a decision. Certain; whether anybody decided is not',
  uploaded: () => 'somebody of the staff uploaded a file for it. Certain',
  erasing: (store) => `an erasure in ${store} was about to begin. Certain; that it was done is likely`,
  erased: (store) =>
    `an erasure in ${store} was carried out and its receipt sealed. Certain; how many rows, the receipt says`,
  reported: () => 'the report of an erasure was written. Certain; that the person has it is likely',
  packaged: () => 'the answer for the person was made. Certain; that they have it is likely',
  runs: (machine) => `${machine} is running. Certain; it stops at its next step`,
  ran: (machine) => `${machine} ran until then. Certain; what it did, the other lines say`,
  shredded: () =>
    'its key was destroyed: it was closed, and its time was over. Certain; nothing of it can be read',
  other: (name) => `${name} was written. Certain; what it means is not known`,
};

/**
 * What was lost of each request, what is known of it from elsewhere, by which source and how surely, and what
 * that suggests.
 */
export function recoverLines(
  all: readonly LostRequestTraces[],
  notAsked: readonly UnreadablePlace[] = [],
): string[] {
  if (all.length === 0) return ['Nothing is lost that anybody has still to look at.'];
  return [
    ...all.flatMap(requestWords),
    ...notAsked.map(({ source, because }) => `Not looked at: ${sources[source]} (${because}).`),
    'A place that shows nothing is no proof that nothing was done.',
  ];
}

/** What became of keys, and what to do. */
export function strayKeyLines(all: readonly StrayKey[]): string[] {
  return all.map(({ requestId, is }) => `${referenceOf(requestId)} (${requestId}): ${strayKeys[is]}`);
}

const strayKeys: Readonly<Record<StrayKey['is'], string>> = {
  back: 'its key was destroyed and is back, so the table of keys was restored. Destroy it again; the runbook says how, under “register restored”.',
  lost: 'its key is gone, and nothing of it can be read. Copy its item from the table of keys as it was.',
};

function requestWords({ requestId, isGone, lost, known, suggests }: LostRequestTraces): string[] {
  return [
    `${referenceOf(requestId)}${isGone ? ' is not in the register' : ''}: what was anchored and is lost`,
    ...lost.map(
      ({ seq, type, hour }) =>
        `  entry ${seq}: ${type || 'of a type that was not noted'}, in the anchor of ${hour} UTC. Certain that it was written; what it said is lost`,
    ),
    ...(known.length > 0 ? ['  What is known from elsewhere', ...known.map(knownWords)] : []),
    `  ${suggestions[suggests]}`,
    '',
  ];
}

function knownWords({ source, fact, about, at }: Trace): string {
  return `  ${at ?? 'now'}: ${facts[fact](about)} (${sources[source]}).`;
}

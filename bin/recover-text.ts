import { referenceOf } from '../functions/domain/reference';
import type { LostRequest } from '../functions/watch/audit/lost-request';
import type { LostRequestTraces, UnreadablePlace } from '../functions/watch/audit/lost-request-traces';
import type { StrayKey } from '../functions/watch/audit/stray-keys';
import type { Trace, TraceFact, TraceSource } from '../functions/watch/audit/traces';

const suggestions: Readonly<Record<LostRequest['suggests'], string>> = {
  'go-on':
    'Nothing that was lost was a decision, a message from the requester or a change in a store: --as go-on repeats it.',
  'by-person':
    'Compare with the mails of those days and with the stores (npx rightsdesk preview), then use --as by-person; use --as go-on only if none of it happened.',
  'by-hand':
    'The register holds nothing of this request. The mails of those days hold its reference and the requester’s address: answer it by hand, or enter it again (npx rightsdesk intake) with the day on which it arrived.',
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
  searched: (store) => `${store} was searched. Certain; the search itself told the requester nothing`,
  manifest: () => 'the manifest for a decision was made. Certain; whether anybody decided is not',
  uploaded: () => 'a member of staff uploaded a file for it. Certain',
  erasing: (store) => `an erasure in ${store} was about to begin. Certain; that it was done is likely`,
  erased: (store) =>
    `an erasure in ${store} was carried out and its receipt sealed. Certain; the receipt says how many rows`,
  reported: () => 'the report of an erasure was written. Certain; that the requester has it is likely',
  packaged: () => 'the package for the requester was made. Certain; that they have it is likely',
  runs: (machine) => `${machine} is running. Certain; it stops at its next step`,
  ran: (machine) => `${machine} ran until then. Certain; the other lines say what it did`,
  shredded: () =>
    'its key was destroyed, because it was closed and no longer had to be kept. Certain; nothing of it can be read',
  other: (name) => `${name} was written. Certain; what it means is not known`,
};

/** For each request what was lost, what other sources know of it and how certain that is, and what to do. */
export function recoverLines(
  all: readonly LostRequestTraces[],
  notAsked: readonly UnreadablePlace[] = [],
): string[] {
  if (all.length === 0) return ['There is no loss that staff still have to look at.'];
  return [
    ...all.flatMap(requestWords),
    ...notAsked.map(({ source, because }) => `Not looked at: ${sources[source]} (${because}).`),
    'A place without traces does not prove that nothing was done.',
  ];
}

/** Keys that are back or gone, and what to do. */
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
        `  entry ${seq}: ${type || 'of an unknown type'}, in the anchor of ${hour} UTC. Certain that it was written; what it said is lost`,
    ),
    ...(known.length > 0 ? ['  What is known from elsewhere', ...known.map(traceLine)] : []),
    `  ${suggestions[suggests]}`,
    '',
  ];
}

function traceLine({ source, fact, about, at }: Trace): string {
  return `  ${at ?? 'now'}: ${facts[fact](about)} (${sources[source]}).`;
}

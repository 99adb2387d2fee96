import type { SettledLoss } from '../../domain/evidence-store';
import type { AnchorFaultKind, EvidenceFault, LogFaultKind, NotedLoss } from './evidence-fault';

const logWords: Readonly<Record<LogFaultKind, string>> = {
  edited: 'was changed after it was written',
  missing: 'is missing',
  unlinked: 'does not follow from the entry before it',
  foreign: 'belongs to another request',
  unreadable: 'can no longer be read',
  backdated: 'is dated earlier than the entry before it',
  future: 'is dated in the future',
  changed: 'is not what was anchored',
  removed: 'was anchored and is gone',
  'settled-unconfirmed':
    'was anchored, and the log calls it lost and settled, which nobody confirmed with npx rightsdesk recover',
  unanchored: 'is in no anchor, hours after its date',
  'request-missing': 'the whole request was anchored and is gone',
};

const anchorWords: Readonly<Record<AnchorFaultKind, string>> = {
  'anchor-rewritten': 'the anchor is not what was written, or does not follow from the one before',
  'anchor-twice': 'the anchor was written a second time; the first version is the one that counts',
  'anchor-hidden': 'the anchor was deleted; its first version is still there and counts',
  'anchor-missing': 'the anchor before this one is missing',
  'anchor-backdated': 'the anchor was written after that of a later hour',
  'anchor-future': 'the anchor is for an hour that has not come',
  'entry-missing': 'an entry that was anchored is gone',
  'anchors-stopped': 'nothing was anchored since',
};

/** What is wrong, as the command prints it and the mail says it: ids, numbers and hours only. */
export function evidenceFaultText(fault: EvidenceFault): string {
  if (!('requestId' in fault)) return hourWords(fault);
  const { requestId, seq, entries = 1, kind } = fault;
  if (kind === 'request-missing') return `${requestId}: ${logWords[kind]} (${entries} entries)`;
  if (seq === undefined) return `${requestId}: an entry ${logWords[kind]}`;
  const more = entries > 1 ? `, and ${entries - 1} more after it` : '';
  return `${requestId}: entry ${seq} ${logWords[kind]}${more}`;
}

function hourWords({ kind, hour }: Extract<EvidenceFault, { hour: string }>): string {
  return hour === '' ? 'there is no anchor at all' : `${hour.replace('T', ' ')}:00 UTC: ${anchorWords[kind]}`;
}

export function lossText({ requestId, entries, isSettled }: NotedLoss): string {
  const what = `${requestId}: ${entries} entries were lost, and the log says so`;
  return `${what}; ${isSettled ? 'somebody said how it goes on' : 'run npx rightsdesk recover'}`;
}

const ways: Readonly<Record<SettledLoss['way'], string>> = {
  'go-on': 'it goes on from where its log stands',
  'by-person': 'staff finish it',
};

/** Anything in the bucket is shown as ids and counts only. */
export function settlementText({ requestId, hashes, way, staffId, at }: SettledLoss): string {
  const who = /^[\w.-]{1,60}$/.test(staffId) ? staffId : 'somebody';
  const what = `${who} said on ${at.slice(0, 10)} of ${hashes.length} entries that they are lost`;
  return `${requestId}: ${what}; ${ways[way] ?? 'how it goes on is not known'}`;
}

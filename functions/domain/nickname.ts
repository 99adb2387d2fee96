import type { DataSubjectRequest } from './data-subject-request';
import { nicknameWords } from './nickname-words';

/**
 * Three words by which staff recognise a mail about a request as the desk's own: they are in each of its
 * mails to staff and on the page. They are derived from the request's key on receipt and stored in its log,
 * so they cannot be worked out from the reference, which the requester and anybody who reads their mail know.
 */
export function nicknameOf({
  requestId,
  received,
}: Pick<DataSubjectRequest, 'requestId' | 'received'>): string {
  return received.nickname ?? nicknameFromReference(requestId);
}

/** @param key - of the purpose `nickname`, derived from the request's key; its first three bytes are used */
export function nicknameFrom(key: Uint8Array): string {
  return nicknameWords.map((list, i) => list[(key[i] ?? 0) % list.length]).join(' ');
}

const first = 24;

/**
 * For requests from before it was derived from the key: their mails have it, as a function of the reference.
 */
function nicknameFromReference(requestId: string): string {
  const sum = [...requestId].reduce((n, letter) => (n * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return `${oldWords[0][sum % first]} ${oldWords[1][Math.floor(sum / first) % first]}`;
}

const oldWords = [
  [
    ...[
      'amber',
      'brisk',
      'calm',
      'dusky',
      'early',
      'fair',
      'gentle',
      'hazel',
      'ivory',
      'jolly',
      'keen',
      'lofty',
    ],
    ...[
      'mellow',
      'noble',
      'olive',
      'plain',
      'quiet',
      'rosy',
      'silver',
      'tidy',
      'umber',
      'vivid',
      'warm',
      'young',
    ],
  ],
  [
    ...['acorn', 'birch', 'cedar', 'daisy', 'elder', 'fern', 'grove', 'heron', 'iris', 'jay', 'kite', 'lark'],
    ...[
      'maple',
      'nettle',
      'otter',
      'pine',
      'quail',
      'robin',
      'sorrel',
      'thrush',
      'violet',
      'willow',
      'yarrow',
      'wren',
    ],
  ],
] as const;

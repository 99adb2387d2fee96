/** How a request is called towards people: `DSR-7K3M-9QXT-2B4D` for `dsr-7k3m9qxt2b4d`. */
export function referenceOf(requestId: string): string {
  const letters = requestId.replace(/^dsr-/, '').toUpperCase();
  return `DSR-${letters.match(/.{1,4}/g)?.join('-') ?? letters}`;
}

/** The id behind the first reference in a text, however it was typed; nothing when there is none. */
export function requestIdIn(text: string): string | undefined {
  const [, letters] = /\bDSR[\s-]*((?:[0-9A-Z][\s-]*){11}[0-9A-Z])\b/i.exec(text) ?? [];
  return letters && `dsr-${letters.replace(/[\s-]/g, '').toLowerCase()}`;
}

const first = [
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
];
const second = [
  'acorn',
  'birch',
  'cedar',
  'daisy',
  'elder',
  'fern',
  'grove',
  'heron',
  'iris',
  'jay',
  'kite',
  'lark',
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
];

/** Two words that stand in the mail and on the page: a forged mail cannot know them. Derived from the id, so they never change. */
export function nicknameOf(requestId: string): string {
  const sum = [...requestId].reduce((n, letter) => (n * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  return `${first[sum % first.length]} ${second[Math.floor(sum / first.length) % second.length]}`;
}

import type { Identifier } from './answer-facts';

/** An identifier that only its owner recognises: `a***@example.com`, `***42`. */
export function maskedIdentifier({ kind, value }: Identifier): string {
  if (kind === 'email') return maskedEmail(value);
  const characters = [...value.trim()];
  return characters.length < 6 ? '***' : `***${characters.slice(-2).join('')}`;
}

function maskedEmail(value: string): string {
  const at = value.lastIndexOf('@');
  if (at < 1) return '***';
  const [first = ''] = value;
  return `${at > 1 ? first : ''}***${value.slice(at)}`;
}

import { rightWords } from '../pages/words/right-words';
import { fillText } from './fill-text';
import type { EveryMail, LawTexts, MailFacts, MailKind } from './mail-facts';
import { mailHtml } from './mail-html';
import { mailPlain } from './mail-plain';
import { mailRule } from './mail-rules';
import { readMailText } from './mail-text';
import { mailTexts } from './texts.generated';

/** A mail that may leave, except for its address. */
export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail would lack what the law or the reader needs; it must not be sent. Names facts, never values. */
export class IncompleteMailError extends Error {
  override readonly name = 'IncompleteMailError';

  constructor(
    readonly kind: MailKind,
    readonly missing: readonly string[],
  ) {
    super(`the mail "${kind}" lacks ${missing.join(', ')}`);
  }
}

/**
 * Makes a mail from the desk's text of that kind and the facts of the case. The subject comes from the text file alone, with the reference or nickname put in; no text of
 * a stranger can reach it. Throws {@link IncompleteMailError} when a mandatory fact is empty, or a part that the governing law demands.
 */
export function composeMail<K extends MailKind>(kind: K, facts: MailFacts[K]): ComposedMail {
  const mail: EveryMail & { readonly reference?: string } = facts;
  const named = withRight(kind, facts);
  const missing = [...missingFacts(kind, named), ...missingLaw(kind, named.law)];
  if (missing.length > 0) throw new IncompleteMailError(kind, missing);
  const filled = fillText(readMailText(textOf(kind, mail.language)).text, named, mail.zone, mail.language);
  return { subject: filled.subject, text: mailPlain(filled, mail), html: mailHtml(filled, mail) };
}

/** Adds what was asked, in words for the one who reads it. */
function withRight<K extends MailKind>(kind: K, facts: MailFacts[K]): Readonly<Record<string, unknown>> {
  if (!('right' in facts)) return { ...facts };
  const words = rightWords(facts.right);
  return { ...facts, asked: mailRule(kind).to === 'person' ? words.asked : words.askedByThem };
}

/** The desk's text of a kind, in the wanted language or else in English. */
function textOf(kind: MailKind, language = 'en'): string {
  const wanted = mailTexts[language]?.[kind] ?? mailTexts.en?.[kind];
  if (!wanted) throw new IncompleteMailError(kind, ['its text']);
  return wanted;
}

function missingFacts(kind: MailKind, facts: Readonly<Record<string, unknown>>): string[] {
  return [...mailRule(kind).facts]
    .filter(([fact, rule]) => rule.must && isMissing(facts[fact], rule.filled))
    .map(([fact]) => fact);
}

function isMissing(value: unknown, filled = false): boolean {
  if (Array.isArray(value)) return filled && value.length === 0;
  return typeof value === 'string' ? value.trim() === '' : value === undefined || value === null;
}

function missingLaw(kind: MailKind, law: unknown): string[] {
  const parts = mailRule(kind).law ?? [];
  if (parts.length === 0) return [];
  if (!isLawTexts(law)) return ['law'];
  return parts
    .filter((part) => law.demands.includes(part) && law[part].trim() === '')
    .map((part) => `law.${part}`);
}

function isLawTexts(law: unknown): law is LawTexts {
  return typeof law === 'object' && law !== null && 'demands' in law && Array.isArray(law.demands);
}

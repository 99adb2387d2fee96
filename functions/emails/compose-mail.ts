import { dateText } from '../words/date-text';
import { rightLabels } from '../words/right-labels';
import { fillText } from './fill-text';
import type { LawTexts } from './law-sentences';
import type { MailFacts, MailKind } from './mail-facts';
import type { EveryMail, ToPerson, ToStaff } from './mail-frame-facts';
import { mailHtml } from './mail-html';
import { mailPlain } from './mail-plain';
import { factsOf, type MailTemplate } from './mail-template';
import { readMailText } from './mail-text';

/** A composed mail, without its address. */
export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * A mail lacks something that the law or the reader needs, and must not be sent. Names facts, never values.
 */
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
 * Makes a mail from the desk's text of it and the facts of the case. The subject comes from the text file
 * alone, with the reference or nickname put in; no text of a stranger can reach it. Throws {@link
 * IncompleteMailError} when a mandatory fact is empty, or a part that the governing law demands.
 */
export function composeMail<K extends MailKind>(mail: MailTemplate<K>, facts: MailFacts[K]): ComposedMail {
  const frame: EveryMail & { readonly reference?: string } = facts;
  const named = withWords(mail, facts);
  const missing = [...missingFacts(mail, named), ...missingLaw(mail, named.law)];
  if (missing.length > 0) throw new IncompleteMailError(mail.kind, missing);
  const { text } = readMailText(textOf(mail, frame.language));
  const filled = fillText(text, named, frame.zone, frame.language);
  return { subject: filled.subject, text: mailPlain(filled, frame), html: mailHtml(filled, frame) };
}

/** Adds what was asked, in words for this reader, and the dates as they are shown. */
function withWords<K extends MailKind>(
  mail: MailTemplate<K>,
  facts: MailFacts[K],
): Readonly<Record<string, unknown>> {
  return { ...facts, ...opening(mail, facts), ...dates(mail, facts) };
}

function opening<K extends MailKind>(
  mail: MailTemplate<K>,
  facts: MailFacts[K],
): { asked?: string; opening?: string } {
  if (!('right' in facts)) return {};
  const asked = askedWords(mail, facts);
  const words = mail.rule().to === 'person' ? openingWords : openingForStaff;
  return { asked, opening: words(facts, asked) };
}

function askedWords(mail: MailTemplate, { right, unreadable }: ToPerson | ToStaff): string {
  if (unreadable) return 'do something that the desk cannot read yet';
  const words = rightLabels(right);
  return mail.rule().to === 'person' ? words.asked : words.askedByThem;
}

/**
 * What was asked and when. A request that follows from the answer to a letter was never asked for: its mails
 * say how it came about.
 */
function openingWords(facts: ToPerson | ToStaff, asked: string): string {
  const day = dateText(facts.receivedOn, facts.language);
  return facts.follows
    ? `This follows from our answer to your letter ${facts.follows}. Since ${day} we treat it as if you had asked us to ${asked}.`
    : `You asked us on ${day} to ${asked}.`;
}

function dates<K extends MailKind>({ draw }: MailTemplate<K>, facts: MailFacts[K]): { timeline?: object } {
  if (!draw || !('timeline' in facts)) return {};
  return { timeline: { ...facts.timeline, ...draw(facts.timeline) } };
}

function openingForStaff({ follows }: ToPerson | ToStaff, asked: string): string {
  return follows
    ? `This follows from our answer to the letter ${follows}. It is treated as if we had been asked to ${asked}.`
    : `Someone asks us to ${asked}.`;
}

/** The desk's text of a mail, in the wanted language or else in English. */
function textOf({ kind, texts }: MailTemplate, language = 'en'): string {
  const wanted = texts[language] ?? texts.en;
  if (!wanted) throw new IncompleteMailError(kind, ['its text']);
  return wanted;
}

function missingFacts(mail: MailTemplate, facts: Readonly<Record<string, unknown>>): string[] {
  return [...factsOf(mail)]
    .filter(([fact, rule]) => rule.must && isMissing(facts[fact], rule.filled))
    .map(([fact]) => fact);
}

function isMissing(value: unknown, filled = false): boolean {
  if (Array.isArray(value)) return filled && value.length === 0;
  return typeof value === 'string' ? value.trim() === '' : value === undefined || value === null;
}

function missingLaw({ rule }: MailTemplate, law: unknown): string[] {
  const parts = rule().law ?? [];
  if (parts.length === 0) return [];
  if (!isLawTexts(law)) return ['law'];
  return parts
    .filter((part) => law.demands.includes(part) && [law[part]].flat().join('').trim() === '')
    .map((part) => `law.${part}`);
}

function isLawTexts(law: unknown): law is LawTexts {
  return typeof law === 'object' && law !== null && 'demands' in law && Array.isArray(law.demands);
}

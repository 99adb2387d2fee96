import type { DrawnTimeline, TimelineFacts } from '../words/timeline';
import type { FactRule } from './fact-rule';
import type { LawPart } from './law-sentences';
import type { MailFacts, MailKind } from './mail-facts';

/** One of the desk's mails: its text, and which facts that text must and may use. */
export interface MailTemplate<K extends MailKind = MailKind> {
  readonly kind: K;
  /** The text by language; English is used where a language has none. */
  readonly texts: MailTexts;
  readonly rule: () => MailRule<K>;
  /** Draws the dates, in a mail that shows them; other mails do without this code. */
  readonly draw?: (timeline: TimelineFacts) => DrawnTimeline;
}

export type MailTexts = Readonly<Record<string, string>>;

interface MailRule<K extends MailKind = MailKind> {
  /** Who reads it. */
  readonly to: 'person' | 'staff' | 'recipient';
  /**
   * Every fact of this kind except those of the frame (controller, representatives, zone, language), which
   * the layout adds.
   */
  readonly facts: {
    readonly [F in Exclude<
      keyof MailFacts[K],
      'controller' | 'representatives' | 'zone' | 'language' | 'unreadable'
    >]-?: FactRule;
  };
  /** Parts of the governing law's texts that the mail must have a place for. */
  readonly law?: readonly LawPart[];
  /** Facts that the line "next:" must say. */
  readonly next?: readonly string[];
}

/** The facts that a mail may say, with the rule of each, by name. */
export function factsOf({ rule }: MailTemplate): ReadonlyMap<string, FactRule> {
  return new Map(Object.entries(rule().facts));
}

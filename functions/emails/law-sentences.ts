/** Parts of a refusal that only some laws require. */
export type LawPart = 'complaint' | 'remedy' | 'appeal';

/** A sentence, or one for each law that says something different; empty where no law has such a thing. */
type LawSentences = string | readonly string[];

/** Sentences of the laws that govern the request. */
export interface LawTexts {
  /** Short name of the law whose words the answer uses: "GDPR". */
  readonly name: string;
  readonly complaint: LawSentences;
  readonly remedy: LawSentences;
  readonly appeal: LawSentences;
  /** Whatever else a law wants said. */
  readonly further: readonly { readonly sentence: string }[];
  /** Parts that a law requires in a refusal: a mail without them is not sent. */
  readonly demands: readonly LawPart[];
}

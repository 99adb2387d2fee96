/**
 * A title within a sentence: "The mailbox of support" becomes "the mailbox of support"; a name keeps its
 * capital.
 */
export function inSentence(title: string): string {
  return title.replace(/^(The|An?|Our) /, (article) => article.toLowerCase());
}

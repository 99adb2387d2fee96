import type { Regime } from './deadlines/law';
import { refusalGrounds } from './deadlines/refusal-grounds';

/**
 * A reference to the exceptions of the GDPR, in English or German, with its connection to the article before
 * it.
 */
const GDPR_EXCEPTION =
  /(?:[;,]|\b(?:read )?with\b|\bin conjunction with\b|\band\b|\bund\b|\bi\. ?V\. ?m\.)?\s*\bArt(?:icle|ikel|\.)? ?17 ?(?:\(3\)|Abs(?:\.|atz)? ?3)(?: ?\([a-e]\)| (?:lit\.|Buchst(?:\.|abe)) ?[a-e]\)?)? (?:of the |der )?(?:UK )?(?:GDPR|DS-?GVO)/gi;

/** What the laws call the exception for data that another law requires to be kept. */
const legalDuties = ['legal-obligation', 'legal-duty', 'kept-by-law'];

/**
 * The article on which something is kept, by the requester's own laws: the map names the law that requires
 * it, and each governing law allows that in an article of its own. Art. 17(3) GDPR is named only where that
 * law governs; Californians read 1798.105(d).
 *
 * @param article as the data map has it; empty stays empty, since then no law keeps it
 */
export function keptArticle(article: string, laws: readonly Regime[]): string {
  if (article === '') return '';
  const base = laws.some(({ id }) => id === 'eu-gdpr') ? article : withoutGdpr(article);
  const others = laws.filter(({ id }) => id !== 'eu-gdpr').flatMap((law) => allowance(law));
  return [base.trim(), ...others].filter((part) => part !== '').join('; ');
}

function withoutGdpr(article: string): string {
  return article.replace(GDPR_EXCEPTION, '').replace(/^\s*(?:[;,]|with\b|and\b|und\b)\s*/i, '');
}

function allowance(law: Regime): string[] {
  const ground = refusalGrounds(law, 'erasure').find(({ id }) => legalDuties.includes(id));
  return ground && ground.article !== '' ? [ground.article] : [];
}

import type { Regime } from './deadlines/law';
import { refusalGrounds } from './deadlines/refusal-grounds';

/** A reference to the exceptions of the GDPR, one of several in the article that the map names. */
const ofGdpr = /^Art(?:icle|\.)? ?17\(3\)(?:\([a-e]\))? (?:of the )?(?:UK )?GDPR$/i;

/** What the laws call the exception for data that another law makes us keep. */
const legalDuties = ['legal-obligation', 'legal-duty', 'kept-by-law'];

/**
 * The article on which something is kept, as the person's own laws have it: the map names the law that wants it kept, and each governing law allows that in an article of its
 * own. Art. 17(3) GDPR is named only where that law governs; Californians read 1798.105(d).
 *
 * @param article as the data map writes it; empty stays empty, since then no law keeps it
 */
export function keptArticle(article: string, laws: readonly Regime[]): string {
  if (article === '') return '';
  const base = laws.some(({ id }) => id === 'eu-gdpr') ? article : withoutGdpr(article);
  const others = laws.filter(({ id }) => id !== 'eu-gdpr').flatMap((law) => allowance(law));
  return [base.trim(), ...others].filter((part) => part !== '').join('; ');
}

function withoutGdpr(article: string): string {
  const parts = article.split(/([;,])/);
  const kept = parts.filter((part, at) => {
    const reference = /^[;,]$/.test(part) ? parts[at + 1] : part;
    return !ofGdpr.test(reference?.trim() ?? '');
  });
  return kept.join('').replace(/^[;,]/, '');
}

function allowance(law: Regime): string[] {
  const ground = refusalGrounds(law, 'erasure').find(({ id }) => legalDuties.includes(id));
  return ground && ground.article !== '' ? [ground.article] : [];
}

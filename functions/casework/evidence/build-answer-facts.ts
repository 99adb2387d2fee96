import type { AnswerFacts, AnswerTexts } from '../../documents/answer-facts';
import { carriedOnFrom } from '../../domain/carried-on-from';
import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { Regime } from '../../domain/deadlines/law';
import { lawDays } from '../../domain/deadlines/law-day';
import { givingArticle } from '../../domain/deadlines/request-type-of';
import type { DeskDeps } from '../../domain/desk-deps';
import { lawsOf } from '../../domain/governing-laws';
import { lawsInForce } from '../../domain/laws-in-force';
import { referenceOf } from '../../domain/reference';
import { representativesFor } from '../../domain/representatives';
import { type Right, rightNames, rights } from '../../domain/rights';
import { remediesOf } from './remedies';

type Deps = Pick<DeskDeps, 'desk' | 'book' | 'clock'>;

/** What every answer says of itself: who answers, to what, when, and under which law. */
export function buildAnswerFacts(deps: Deps, request: DataSubjectRequest): AnswerFacts {
  const { zone, receivedAt } = request.received;
  const laws = lawsInForce(deps, request);
  return {
    reference: referenceOf(request.requestId),
    right: request.right,
    receivedOn: civilDateOf(receivedAt, zone).toString(),
    answeredOn: civilDateOf(deps.clock.now(), zone).toString(),
    zone,
    language: 'en',
    controller: deps.desk.controller,
    texts: textsOf(deps, laws, request),
    representatives: representativesFor(deps.desk, request),
    ...(laws.some(({ id }) => id === 'us-ca-ccpa') ? { california: { form: deps.desk.baseUrl } } : {}),
  };
}

/**
 * Texts of every law that governed when the request arrived, the leading one first; further rights also
 * include a law that has begun since.
 */
function textsOf(deps: Deps, laws: readonly Regime[], request: DataSubjectRequest): AnswerTexts {
  const { zone, receivedAt } = request.received;
  const dayOf = (instant: string) => (law: Regime) => lawDays(law, instant, zone).givingOn;
  const today = dayOf(deps.clock.now());
  const governing = lawsOf(deps, request);
  return {
    laws: laws.map(({ name }) => name),
    opening: openingWords(request, articlesOf(laws, request.right, dayOf(receivedAt))),
    rights: rightNames
      .filter((other) => other !== request.right)
      .flatMap((other) => {
        const where = articlesOf(governing, other, today);
        return where ? [{ title: rights[other].title, text: whatItMeans[other], article: where }] : [];
      }),
    remedies: remediesOf(laws, deps),
  };
}

/**
 * A request that follows from the answer to a letter was never sent by form: the opening says how it came
 * about.
 */
function openingWords(request: DataSubjectRequest, article: string): string {
  const { title } = rights[request.right];
  const { follows } = carriedOnFrom(request);
  const asked = follows
    ? `This follows from our answer to your letter ${follows}, as if you had asked us: "${title}".`
    : `You asked us: "${title}".`;
  return `${asked}${article ? ` ${gives(article)} you this right.` : ''}`;
}

function gives(article: string): string {
  return `${article} ${article.includes('; ') ? 'give' : 'gives'}`;
}

/**
 * Articles of each law that gives the right on its day; a law that begins later is no basis of this answer.
 */
function articlesOf(laws: readonly Regime[], right: Right, dayOf: (law: Regime) => string): string {
  return [...new Set(laws.flatMap((law) => givingArticle(law, right, dayOf(law)) ?? []))].join('; ');
}

/** One sentence each, for the list of further rights in an answer (Art. 15(1)(e) GDPR and its like). */
const whatItMeans: Readonly<Record<Right, string>> = {
  access: 'You can ask to see all data we hold about you.',
  portability: 'You can have the data you gave us in a form that other services can read.',
  erasure:
    'You can ask us to erase your data; some of it we may have to keep, and then we say why and how long.',
  rectification: 'You can ask us to correct what is wrong and complete what is missing.',
  restriction: 'You can ask us to keep your data but not use it while a question about it is open.',
  objection: 'You can object to uses that we base on our own interests.',
  'automated-decision-review': 'You can ask that a person looks at a decision that a machine made.',
  'marketing-objection': 'You can tell us at any time to stop marketing to you.',
  'consent-withdrawal': 'You can take back a consent at any time.',
  'opt-out-of-sale': 'You can tell us not to sell or share your personal information.',
  'limit-sensitive': 'You can tell us to use your sensitive information only for what you asked for.',
  'opt-out-of-profiling': 'You can tell us not to profile you for decisions that matter to you.',
  'admt-opt-out': 'You can tell us not to use automated decision-making technology on you.',
  'admt-access': 'You can ask how automated decision-making technology was used on you.',
  'third-party-list': 'You can ask which third parties got your data.',
  deindexation: 'You can ask us to stop spreading your data, or to take away links to it.',
  nomination: 'You can name who uses your rights if you die or cannot.',
  complaint: 'You can complain to us about how we handle your data.',
  appeal: 'You can appeal to us when we refuse what you asked for.',
};

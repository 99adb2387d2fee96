import type { AnswerFacts, LawTexts } from '../answer/answer-facts';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { Regime } from '../domain/deadlines/deadline';
import { isGiven, requestTypeOf } from '../domain/deadlines/request-type-of';
import type { DeskDeps } from '../domain/desk-deps';
import { civilDateOf } from '../domain/due-dates';
import { lawsInForce } from '../domain/laws-in-force';
import { referenceOf } from '../domain/reference';
import { representativesFor } from '../domain/representatives';
import { type Right, rightNames, rights } from '../domain/rights';
import { remediesOf } from './remedies-of';

type Deps = Pick<DeskDeps, 'desk' | 'book' | 'clock'>;

/** What every answer says of itself: who answers, to what, when, and under which law. */
export function answerFactsOf(deps: Deps, request: DataSubjectRequest): AnswerFacts {
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
    texts: textsOf(laws, request.right, {
      deps,
      today: civilDateOf(deps.clock.now(), zone).toString(),
    }),
    representatives: representativesFor(deps.desk, request),
    ...(laws.some(({ id }) => id === 'us-ca-ccpa') ? { california: { form: deps.desk.baseUrl } } : {}),
  };
}

/** Of every law that governs, the leading one first. */
function textsOf(
  laws: readonly Regime[],
  right: Right,
  { deps, today }: { readonly deps: Deps; readonly today: string },
): LawTexts {
  const article = articlesOf(
    laws.filter((law) => isGiven(law, right, today)),
    right,
  );
  return {
    laws: laws.map(({ name }) => name),
    opening: `You asked us: "${rights[right].title}".${article ? ` ${gives(article)} you this right.` : ''}`,
    rights: rightNames
      .filter((other) => other !== right)
      .flatMap((other) => {
        const giving = laws.filter((law) => isGiven(law, other, today));
        const where = articlesOf(giving, other);
        return where ? [{ title: rights[other].title, text: whatItMeans[other], article: where }] : [];
      }),
    remedies: remediesOf(laws, deps),
  };
}

function gives(article: string): string {
  return `${article} ${article.includes('; ') ? 'give' : 'gives'}`;
}

function articlesOf(laws: readonly Regime[], right: Right): string {
  return [...new Set(laws.flatMap((law) => articleOf(law, right) ?? []))].join('; ');
}

function articleOf(regime: Regime, right: Right): string | undefined {
  const type = requestTypeOf(regime, right);
  const source = type && regime.requestTypes[type]?.source;
  return source ? regime.sources[source]?.article : undefined;
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

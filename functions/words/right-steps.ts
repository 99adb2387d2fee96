import type { Right } from '../domain/rights';

const record = 'Record here what you did: the person is told in your words.';

/** A law that governs a request, as the steps of staff cite it. */
export interface StepLaw {
  readonly name: string;
  /** The article that gives the right; absent if the law does not give it. */
  readonly article?: string;
  /** The GDPR of the EU or of the United Kingdom, whose cases and articles the steps then cite. */
  readonly isGdpr: boolean;
}

/**
 * The steps under the laws that govern: the cases and articles of the GDPR only if it governs, and other laws
 * by their article.
 */
export function stepsUnder(right: Right, laws: readonly StepLaw[]): readonly string[] | undefined {
  const general = rightSteps[right];
  if (!general) return undefined;
  const gdprs = laws.filter(({ isGdpr, article }) => isGdpr && article !== undefined);
  const others = laws.filter(({ isGdpr }) => !isGdpr).flatMap(({ article }) => article ?? []);
  const own = gdprs.length > 0 ? gdprSteps(right, gdprs) : undefined;
  const read = `Read what ${others.join(' and ')} ${others.length > 1 ? 'ask' : 'asks'} for: the cases and the exceptions are those of that law.`;
  const isByCases = gdprSteps(right, []) !== undefined;
  return [...(isByCases && others.length > 0 ? [read] : []), ...(own ?? general)];
}

function gdprSteps(right: Right, laws: readonly StepLaw[]): readonly string[] | undefined {
  const gdpr = laws.map(({ name }) => name).join(' and ');
  switch (right) {
    case 'objection':
      return [
        `Is it about marketing, or profiling for it? Then it stops without any weighing (Art. 21(2)-(3) ${gdpr}): uphold it.`,
        'Does the use rest on legitimate interests or a public task? If it rests on a contract, a consent or a law, it is not this right: say which, and offer the one that fits.',
        `Until you have decided, stop the use if they ask for it (Art. 18(1)(d) ${gdpr}).`,
        `Uphold it, unless you can show a compelling ground that outweighs their situation, or need the data for a legal claim (Art. 21(1) ${gdpr}).`,
        STOPPED_AT_ALL,
        record,
      ];
    case 'restriction':
      return [
        `Does one of the four cases of Art. 18(1) ${gdpr} hold? The person’s own choice stands below.`,
        `Mark the data, move it away or lock it: from then on it is only stored, except with their consent, for legal claims, or to protect somebody else (Art. 18(2) ${gdpr}).`,
        `Tell everybody to whom the data was given (Art. 19 ${gdpr}).`,
        `Say below when you look again. Before it ends the person is told (Art. 18(3) ${gdpr}): the desk does that when you say that it ends.`,
        record,
      ];
    case 'automated-decision-review':
      return reviewSteps(laws.flatMap(({ article }) => article ?? []).join(' and '));
    default:
      return undefined;
  }
}

const STOPPED_AT_ALL = 'Have it stopped at everybody who uses the data for that on your behalf.';

function reviewSteps(article = ''): readonly string[] {
  return [
    'Find the decision, what went into it, and what the person says to it. You must be free to change it.',
    `Decide for yourself: to confirm the machine without looking is no review${article ? ` (${article})` : ''}.`,
    'If some of the data is wrong, correct it and decide again.',
    'Was it not decided by a machine alone, or does nothing hang on it? Then say who took part and how, and explain it all the same.',
    record,
  ];
}

/**
 * What staff do, in order, for a right that only a person can carry out, whichever law gives it. Rights not
 * listed have general steps.
 */
export const rightSteps: Readonly<Partial<Record<Right, readonly string[]>>> = {
  'opt-out-of-profiling': [
    'Find out which systems profile people for decisions about credit, housing, insurance, work, schooling or health, and take this person out of each.',
    'Tell those who profile for you to do the same.',
    record,
  ],
  'admt-opt-out': [
    'Find out where technology decides about this person without somebody who really looks: take them out of it within the time below, and have a person decide instead.',
    'Tell service providers and others who got the data for it, and instruct them to stop within the same time (11 CCR 7221(n)).',
    'Write back so that the person can see that it was done, and do not ask them again for twelve months.',
    record,
  ],
  'admt-access': [
    'Name each decision that technology made or all but made about this person: what it was for, what went in, how it works, what came out and what followed from it, in plain words.',
    'Leave out trade secrets and what would endanger security, and say that you left something out (11 CCR 7222(c)).',
    'Say how to opt out, and that nobody is treated worse for asking.',
    record,
  ],
  'third-party-list': [
    'Look up what the law of this person asks for: the third parties by name, those the data was sold to, or the categories of them.',
    'List who got this person’s data. Where you kept no list for each person, give the list of all to whom you gave data of your customers, and say so.',
    record,
  ],
  deindexation: [
    'Look at the page or link: does spreading it break the law or a court’s order, or does it harm this person more than it serves the public?',
    'If so, stop spreading it, or take away or change the link; ask search engines that show your page to do the same.',
    record,
  ],
  nomination: [
    'Note whom the person names, where you will find it when it is needed, and how that person is reached.',
    'Tell the person how to change it.',
    record,
  ],
  objection: [
    'Is it about marketing, or profiling for it? Then stop it: hardly any law lets you weigh that.',
    'Find out what the use rests on. If the right does not reach it, say why, and offer the right that fits.',
    'If they ask for it, stop the use until you have decided.',
    'Uphold it, unless the law of this person lets you go on and you can show its ground.',
    STOPPED_AT_ALL,
    record,
  ],
  restriction: [
    'Does the law of this person let them have the data restricted or blocked, and does one of its cases hold? What they wrote stands below.',
    'Mark the data, move it away or lock it: from then on it is only stored, except for what that law leaves open.',
    'Tell everybody to whom the data was given.',
    'Say below when you look again. Before it ends the person is told: the desk does that when you say that it ends.',
    record,
  ],
  'automated-decision-review': reviewSteps(),
};

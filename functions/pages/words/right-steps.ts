import type { Right } from '../../domain/rights';

const record = 'Record here what you did: the person is told in your words.';

/** What staff do, in order, to carry out a right that no machine knows; the others go by the general words. */
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
    'Is it about marketing, or profiling for it? Then it stops without any weighing (Art. 21(2)-(3) GDPR): uphold it.',
    'Does the use rest on legitimate interests or a public task? If it rests on a contract, a consent or a law, it is not this right: say which, and offer the one that fits.',
    'Until you have decided, stop the use if they ask for it (Art. 18(1)(d)).',
    'Uphold it, unless you can show a compelling ground that outweighs their situation, or need the data for a legal claim (Art. 21(1)).',
    'Have it stopped at everybody who uses the data for that on your behalf.',
    record,
  ],
  restriction: [
    'Does one of the four cases of Art. 18(1) GDPR hold? The person’s own choice stands below.',
    'Mark the data, move it away or lock it: from then on it is only stored, except with their consent, for legal claims, or to protect somebody else (Art. 18(2)).',
    'Tell everybody to whom the data was given (Art. 19).',
    'Say below when you look again. Before it ends the person is told (Art. 18(3)): the desk does that when you say that it ends.',
    record,
  ],
  'automated-decision-review': [
    'Find the decision, what went into it, and what the person says to it. You must be free to change it.',
    'Decide for yourself: to confirm the machine without looking is no review (Art. 22(3) GDPR).',
    'If some of the data is wrong, correct it and decide again.',
    'Was it not decided by a machine alone, or does nothing hang on it? Then say who took part and how, and explain it all the same.',
    record,
  ],
};

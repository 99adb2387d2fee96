/**
 * The rights a data subject can ask for, and how each is carried out.
 *
 * `proof: false` marks the rights for which no law allows identification to be required (11 CCR 7060(b); Art.
 * 7(3) and 21(3) GDPR): they go from intake straight to their execution and a confirmation, and a test fails
 * when one of them can reach verification or a decision. A complaint (s 164A DPA 2018) and an appeal need no
 * proof either: staff look at them at once.
 *
 * `byLaw: true` marks rights that a form offers only where a law of the desk gives them on that day; all
 * others are always offered.
 */
export const rights = {
  access: { proof: true, carriedOut: 'export', title: 'See the data you hold about me' },
  portability: { proof: true, carriedOut: 'export', title: 'Get my data in a form I can take along' },
  erasure: { proof: true, carriedOut: 'erasure', title: 'Erase my data' },
  rectification: { proof: true, carriedOut: 'correction', title: 'Correct my data', words: true },
  restriction: { proof: true, carriedOut: 'by-staff', title: 'Restrict the use of my data' },
  objection: { proof: true, carriedOut: 'by-staff', title: 'Object to a use of my data', words: true },
  'automated-decision-review': {
    proof: true,
    carriedOut: 'by-staff',
    title: 'Have a person review an automated decision',
  },
  'marketing-objection': { proof: false, carriedOut: 'opt-out', title: 'Stop marketing to me' },
  'consent-withdrawal': { proof: false, carriedOut: 'opt-out', title: 'Withdraw a consent' },
  'opt-out-of-sale': {
    proof: false,
    carriedOut: 'opt-out',
    title: 'Do not sell or share my personal information',
  },
  'limit-sensitive': {
    proof: false,
    carriedOut: 'opt-out',
    title: 'Limit the use of my sensitive information',
  },
  'opt-out-of-profiling': {
    proof: false,
    carriedOut: 'opt-out',
    title: 'Do not profile me for decisions that matter to me',
    byLaw: true,
  },
  'admt-opt-out': {
    proof: false,
    carriedOut: 'opt-out',
    title: 'Do not use automated decision-making technology on me',
    byLaw: true,
  },
  'admt-access': {
    proof: true,
    carriedOut: 'by-staff',
    title: 'Explain how automated decision-making technology was used on me',
    byLaw: true,
  },
  'third-party-list': {
    proof: true,
    carriedOut: 'by-staff',
    title: 'See which third parties got my data',
    byLaw: true,
  },
  deindexation: {
    proof: true,
    carriedOut: 'by-staff',
    title: 'Stop spreading my data, or take away links to it',
    words: true,
    byLaw: true,
  },
  nomination: {
    proof: true,
    carriedOut: 'by-staff',
    title: 'Name who uses my rights if I die or cannot',
    words: true,
    byLaw: true,
  },
  complaint: {
    proof: false,
    carriedOut: 'by-staff',
    title: 'Complain about how you handled my data',
    words: true,
    byLaw: true,
  },
  appeal: {
    proof: false,
    carriedOut: 'by-staff',
    title: 'Appeal against your answer',
    words: true,
    byLaw: true,
  },
} as const satisfies Record<string, RightRule>;

interface RightRule {
  readonly proof: boolean;
  readonly carriedOut: 'export' | 'erasure' | 'correction' | 'by-staff' | 'opt-out';
  readonly title: string;
  /** The requester must say something: which record is wrong, which use they object to, what went wrong. */
  readonly words?: true;
  /** Only some laws know it: a form offers it only where one does. */
  readonly byLaw?: true;
}

export type Right = keyof typeof rights;

export const rightNames = Object.keys(rights) as readonly Right[];

export function isRight(value: string): value is Right {
  return Object.hasOwn(rights, value);
}

/** Whether a request for this right needs a text as well. */
export function needsWords(right: string): boolean {
  return isRight(right) && (rights[right] as RightRule).words === true;
}

/** Whether a right is offered only where a law of the desk gives it. */
export function needsLaw(right: Right): boolean {
  return (rights[right] as RightRule).byLaw === true;
}

/**
 * Whether a right is about what the desk itself did: a complaint, or an appeal against an answer. Not every
 * law has them.
 */
export function isReview(right: string): right is 'complaint' | 'appeal' {
  return right === 'complaint' || right === 'appeal';
}

/** Terms for rights in statutes, forms and other products, mapped to the name used here. */
export const lawTerms: Readonly<Record<string, Right>> = {
  deletion: 'erasure',
  delete: 'erasure',
  correction: 'rectification',
  correct: 'rectification',
  know: 'access',
  'right-to-know': 'access',
  'limit-use': 'limit-sensitive',
};

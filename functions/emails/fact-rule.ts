import type { LawPart } from './law-sentences';

/**
 * How a mail's text may use a fact: `must`, with the reason why it is mandatory, or `may`. `fields` are the
 * names inside a list.
 */
export interface FactRule {
  readonly must?: string;
  readonly fields?: readonly string[];
  /** The list may not be empty. */
  readonly filled?: boolean;
}

export const may: FactRule = {};
export const must = /* @__NO_SIDE_EFFECTS__ */ (because: string): FactRule => ({ must: because });
export const list = /* @__NO_SIDE_EFFECTS__ */ (fields: readonly string[], because?: string): FactRule => ({
  fields,
  ...(because ? { must: because } : {}),
});

const LAW_FIELDS = ['name', 'complaint', 'remedy', 'appeal', 'further'];
export const lawRule = list(LAW_FIELDS);
export const cited = ['words', 'article'];
export const missingRule = list(
  ['store', 'why', 'next'],
  'whoever gets less than all has to know what and why',
);
export const unreadRule = list(['store', 'what'], 'what could not be read is never taken for nothing');
export const otherRequestsRule = list(
  ['sentence'],
  'whoever asked more than once has to know what one answer took from another',
);
export const recipientsRule = list(['name', 'state'], 'Art. 19 GDPR: the person learns who was told');

export const reference = must('the person finds the request by it');
export const personRules = {
  reference,
  right: may,
  receivedOn: may,
  answerBy: may,
  statusLink: may,
  follows: may,
};
export const acknowledged = {
  ...personRules,
  receivedOn: must('11 CCR 7021(a): receipt is confirmed'),
  answerBy: must('11 CCR 7021(a): when to expect an answer'),
};
export const staffRules = {
  reference,
  right: may,
  follows: may,
  receivedOn: may,
  nickname: must('a forged mail cannot know it'),
};
export const linkAndCode = {
  link: must('without the link nobody can act'),
  code: must('a link alone never acts'),
  linkLife: must('the reader has to know how long it works'),
};
export const codeOnly = {
  code: must('it is what the mail is for'),
  codeLife: must('the reader has to know how long it works'),
};
export const staffDates = {
  timeline: list(
    ['receivedOn', 'aimFor', 'approveBy', 'dueOn', 'reason'],
    'a date without its reason cannot be checked',
  ),
};
export const due = {
  dueOn: must('the legal date'),
  dueBecause: must('a date without its reason cannot be checked'),
};

export const REFUSAL: readonly LawPart[] = ['complaint', 'remedy', 'appeal'];
export const NO_ACTION = 'Art. 12(4) GDPR: the reasons for not acting';

import type { DeadlineCase } from '../../../functions/domain/deadlines/deadline-case';
import moreCases from './more-worked-cases.json';
import cases from './worked-cases.json';

/** A case worked from the text of a law, not from the engine: what happened, and the dates it must give. */
export interface WorkedCase extends DeadlineCase {
  id: string;
  expect: Record<string, string | boolean | null>;
  expectEndsBeforeUtc: Record<string, string>;
  alternatives?: Record<string, Record<string, string>>;
  evidence: 'primary' | 'secondary' | 'memory' | 'derived';
  why: string;
}

/** The cases that came with the research, some of them published by an authority. */
export const workedCases = cases as unknown as WorkedCase[];

/**
 * Cases added so that each date of each law meets a month end and a weekend; all derived from the article.
 */
export const moreWorkedCases = moreCases as unknown as WorkedCase[];

/** Cases that we believe to be wrong, by id, with the reason. They are counted, never adapted. */
export const disputed: Readonly<Record<string, string>> = {
  'xx-cn-15wd':
    'PIPL Art 50 names no number of days; 15 working days are practice (App rules of 2019), so the law gives no date.',
};

import { templateCases } from './cases/data-cases';
import { deployedCases } from './cases/deployed-cases';
import { catchCases, retryCases } from './cases/error-cases';
import { choiceCases, endCases } from './cases/flow-cases';
import { taskCases, tokenCases } from './cases/task-cases';
import type { EngineCase } from './engine-case';

/**
 * Every definition that both engines run: the deployed machines, and a small one for each feature that those
 * use.
 */
export const allCases: readonly EngineCase[] = [
  ...deployedCases,
  ...taskCases,
  ...tokenCases,
  ...templateCases,
  ...choiceCases,
  ...endCases,
  ...retryCases,
  ...catchCases,
];

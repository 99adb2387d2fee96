import { pathCases, templateCases } from './cases/data-cases';
import { catchCases, retryCases } from './cases/error-cases';
import { choiceCases, endCases } from './cases/flow-cases';
import { taskCases, tokenCases } from './cases/task-cases';
import type { EngineCase } from './engine-case';

/** Every small machine that the project's runner is held by. */
export const allCases: readonly EngineCase[] = [
  ...taskCases,
  ...tokenCases,
  ...pathCases,
  ...templateCases,
  ...choiceCases,
  ...endCases,
  ...retryCases,
  ...catchCases,
];

import { machineFiles } from '../../../infra/constructs/request-workflow';
import {
  countHistory,
  type HistoryEvent,
  taskInside,
} from '../../../local/rehearse/metering/execution-history';

const entered = (type: string, name: string): HistoryEvent => ({
  type: `${type}StateEntered`,
  stateEnteredEventDetails: { name },
});
const tried: HistoryEvent = { type: 'TaskScheduled' };

describe('the transitions of an execution', () => {
  it('are its start, every state, every round of a Map and every further try', () => {
    const search = [
      { type: 'ExecutionStarted' },
      entered('Task', 'Plan Search'),
      tried,
      { type: 'TaskFailed' },
      tried,
      entered('Choice', 'Choose Search'),
      entered('Map', 'Search Stores'),
      tried,
      tried,
      tried,
      { type: 'MapStateExited' },
      entered('Task', 'Ask Decision'),
      tried,
      { type: 'ExecutionSucceeded' },
    ];

    expect(countHistory('data-subject-request', search)).toEqual({
      transitions: 1 + 2 + 1 + 1 + 3 + 1,
      inMaps: 3,
      calls: { 'plan-search': 2, 'search-store': 3, 'ask-decision': 1 },
    });
  });

  it.each(machineFiles())('of %s can be counted: each Map holds one Task and nothing else', (file) => {
    expect(() => taskInside(file.replace('.asl.json', ''))).not.toThrow();
  });
});

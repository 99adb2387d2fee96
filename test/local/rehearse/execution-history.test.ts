import { countHistory, type HistoryEvent } from '../../../local/rehearse/metering/execution-history';

const entered = (type: string, name: string): HistoryEvent => ({
  type: `${type}StateEntered`,
  stateEnteredEventDetails: { name },
});
const tried: HistoryEvent = { type: 'TaskScheduled' };

describe('the transitions of an execution', () => {
  it('are its start, every state and every retry', () => {
    const search = [
      { type: 'ExecutionStarted' },
      entered('Task', 'Search Stores'),
      tried,
      { type: 'TaskFailed' },
      tried,
      entered('Choice', 'Choose Search'),
      entered('Task', 'Ask Decision'),
      tried,
      { type: 'ExecutionSucceeded' },
    ];

    expect(countHistory(search)).toEqual({
      transitions: 1 + 2 + 1 + 1,
      calls: { 'search-stores': 2, 'ask-decision': 1 },
    });
  });
});

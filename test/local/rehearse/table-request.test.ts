import { type TableRequest, tableRequest } from '../../../local/rehearse/metering/table-request';

const sent = { input: {}, status: 200, answer: '{}', sentBytes: 900 };

describe('a call to DynamoDB', () => {
  it.each(['GetItem', 'Query', 'Scan'])('%s is one read', (operation) => {
    expect(tableRequest({ ...sent, operation })).toEqual({ tableReads: 1 });
  });

  it('that reads a batch is a read for each key', () => {
    const input = { RequestItems: { a: { Keys: [{}, {}] }, b: { Keys: [{}] } } };

    expect(tableRequest({ ...sent, operation: 'BatchGetItem', input })).toEqual({ tableReads: 3 });
  });

  it.each([
    ['PutItem', { tableWrites: 1, tableBytes: 1_000 }],
    ['UpdateItem', { tableWrites: 1, tableBytes: 1_000 }],
    ['DeleteItem', { tableWrites: 1 }],
  ] as const)('%s is one write, and adds no more than what was sent', (operation, counts) => {
    expect(tableRequest({ ...sent, operation })).toEqual(counts);
  });

  it('whose condition failed is a write that adds nothing', () => {
    const refused: TableRequest = {
      ...sent,
      operation: 'PutItem',
      status: 400,
      answer: refusal('ConditionalCheckFailed'),
    };

    expect(tableRequest(refused)).toEqual({ tableWrites: 1, tableBytes: 0 });
  });

  it('that was refused for another reason is free', () => {
    const refused: TableRequest = {
      ...sent,
      operation: 'PutItem',
      status: 400,
      answer: refusal('Throttling'),
    };

    expect(tableRequest(refused)).toEqual({});
  });

  it('without a rule is refused, not guessed', () => {
    expect(() => tableRequest({ ...sent, operation: 'TransactWriteItems' })).toThrow('TransactWriteItems');
  });
});

function refusal(name: string): string {
  return JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${name}Exception` });
}

import type { WireItem } from '../../../local/rehearse/metering/item-size';
import { type DynamoExchange, unitsOf } from '../../../local/rehearse/metering/request-units';
import { TableCopy } from '../../../local/rehearse/metering/table-copy';
import { updatedItem } from '../../../local/rehearse/metering/update-expression';

const KB = 1_024;

/** An item of exactly so many bytes. */
const sized = (bytes: number, more: WireItem = {}, id = 'a'): WireItem => {
  const rest = Object.entries(more).reduce((sum, [name, { S }]) => sum + name.length + String(S).length, 0);
  return { id: { S: id }, ...more, pad: { S: 'x'.repeat(bytes - 5 - (id.length - 1) - 1 - rest) } };
};

function aTable(...items: WireItem[]): TableCopy {
  const table = new TableCopy({ key: ['id'], indexes: [{ key: ['day'], holds: [] }] });
  for (const item of items) table.put(item);
  return table;
}

function units(exchange: Partial<DynamoExchange>, table = aTable()) {
  const whole = {
    operation: '',
    answer: {},
    status: 200,
    ...exchange,
    input: { TableName: 't', ...exchange.input },
  };
  return unitsOf(whole, new Map([['t', table]]));
}

describe('a read', () => {
  it.each([
    ['4 KB, consistent', 4 * KB, true, 1],
    ['a byte more, consistent', 4 * KB + 1, true, 2],
    ['4 KB, eventually', 4 * KB, false, 0.5],
    ['a byte more, eventually', 4 * KB + 1, false, 1],
  ])('of %s costs by the 4 KB', (_, bytes, ConsistentRead, read) => {
    expect(
      units({ operation: 'GetItem', input: { ConsistentRead }, answer: { Item: sized(bytes) } }).read,
    ).toBe(read);
  });

  it('of nothing costs as much as of little', () => {
    expect(units({ operation: 'GetItem', input: { ConsistentRead: true } }).read).toBe(1);
  });

  it('by a query adds the items up before it rounds', () => {
    const Items = [sized(KB), sized(KB), sized(KB), sized(KB)];

    expect(units({ operation: 'Query', input: { ConsistentRead: true }, answer: { Items } }).read).toBe(1);
  });

  it('of a batch rounds each item by itself, and counts those that are not there', () => {
    const table = aTable(sized(5 * KB));
    const Keys = [{ id: { S: 'a' } }, { id: { S: 'gone' } }];
    const RequestItems = { t: { Keys, ConsistentRead: true } };

    expect(units({ operation: 'BatchGetItem', input: { RequestItems } }, table).read).toBe(3);
  });

  it('by a scan costs what was looked at, not what was shown', () => {
    const table = aTable(sized(8 * KB, {}, 'a'), sized(8 * KB, {}, 'b'));
    const answer = { Items: [], ScannedCount: 2 };

    expect(units({ operation: 'Scan', input: { FilterExpression: 'x' }, answer }, table).read).toBe(2);
  });

  it('that hides what it looked at is refused: its price would be a guess', () => {
    expect(() => units({ operation: 'Query', input: { FilterExpression: 'x' } })).toThrow('price is unknown');
  });
});

describe('a write', () => {
  it.each([
    ['1 KB', KB, 1],
    ['a byte more', KB + 1, 2],
  ])('of %s costs by the KB', (_, bytes, write) => {
    expect(units({ operation: 'PutItem', input: { Item: sized(bytes) } }).write).toBe(write);
  });

  it('costs the larger of the item before and after', () => {
    const table = aTable(sized(3 * KB));

    expect(units({ operation: 'PutItem', input: { Item: sized(KB) } }, table).write).toBe(3);
    expect(units({ operation: 'DeleteItem', input: { Key: { id: { S: 'a' } } } }, table).write).toBe(1);
  });

  it('whose condition fails costs the table and no index', () => {
    const table = aTable(sized(2 * KB));
    const answer = { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' };
    const Item = sized(3 * KB, { day: { S: '2026-01-05' } });

    expect(units({ operation: 'PutItem', input: { Item }, answer, status: 400 }, table)).toEqual({
      read: 0,
      write: 3,
      grown: 0,
    });
    expect(table.find(Item)).toEqual(sized(2 * KB));
  });

  it.each(['DescribeTable', 'DescribeContinuousBackups', 'DescribeTimeToLive'])(
    'that only asks how a table is set (%s) costs nothing',
    (operation) => {
      expect(units({ operation })).toEqual({ read: 0, write: 0, grown: 0 });
    },
  );

  it('that is refused for another reason costs nothing', () => {
    const answer = { __type: 'ValidationException' };

    expect(units({ operation: 'PutItem', input: { Item: sized(9) }, answer, status: 400 }).write).toBe(0);
  });

  it.each([
    ['enters an index', undefined, '2026-01-05', 2],
    ['leaves it', '2026-01-05', undefined, 2],
    ['moves in it', '2026-01-05', '2026-01-06', 3],
    ['changes nothing that it shows', '2026-01-05', '2026-01-05', 1],
  ])('that %s costs the index as well', (_, before, after, write) => {
    const dated = (day: string | undefined, bytes: number) => sized(bytes, day ? { day: { S: day } } : {});
    const table = aTable(dated(before, 200));

    expect(units({ operation: 'PutItem', input: { Item: dated(after, 300) } }, table).write).toBe(write);
  });

  it('grows the table by the item and a hundred bytes', () => {
    const table = aTable();

    expect(units({ operation: 'PutItem', input: { Item: sized(500) } }, table).grown).toBe(600);
    expect(units({ operation: 'PutItem', input: { Item: sized(400) } }, table).grown).toBe(-100);
  });
});

describe('an operation without a rule', () => {
  it('is refused by name', () => {
    expect(() => units({ operation: 'TransactWriteItems' })).toThrow('TransactWriteItems');
  });
});

describe('an update', () => {
  const Key = { id: { S: 'a' } };

  it('sets, removes and adds', () => {
    const update = {
      Key,
      UpdateExpression: 'SET #day = :day, open = :open REMOVE #old ADD #used :one',
      ExpressionAttributeNames: { '#day': 'day', '#old': 'old', '#used': 'used' },
      ExpressionAttributeValues: { ':day': { S: 'x' }, ':open': { BOOL: true }, ':one': { N: '1' } },
    };

    expect(updatedItem({ ...Key, old: { S: 'y' }, used: { N: '4' } }, update)).toEqual({
      ...Key,
      day: { S: 'x' },
      open: { BOOL: true },
      used: { N: '5' },
    });
  });

  it('of a kind that this project does not write is refused', () => {
    const UpdateExpression = 'SET a = if_not_exists(a, :b)';

    expect(() => updatedItem(undefined, { Key, UpdateExpression })).toThrow('cannot meter the update');
  });
});

import type { Counts } from '../../../cost/counts';

/** The parts of a call to DynamoDB that its count depends on. */
export interface TableRequest {
  readonly operation: string;
  readonly input: TableInput;
  readonly status: number;
  /** The response body. */
  readonly answer: string;
  readonly sentBytes: number;
}

export interface TableInput {
  readonly IndexName?: string;
  readonly Key?: TableKey;
  readonly Item?: TableKey;
  /** For each table keys to be read, or a list of writes. */
  readonly RequestItems?: Readonly<Record<string, BatchPart>>;
}

type BatchPart = { readonly Keys: readonly unknown[] } | readonly unknown[];

type TableKey = Readonly<Record<string, { readonly S?: string }>>;

/**
 * Bytes that DynamoDB adds to the size of each stored item.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
const STORED_EXTRA = 100;

/**
 * Counts a call as a read or a write; the charge for each is an upper bound, see `table-units.ts`. A failed
 * condition is charged as a write, any other error is free. A table grows at most by what is sent to it.
 *
 * @throws Error naming an operation that has no rule here, since its price would be a guess
 */
export function tableRequest(request: TableRequest): Partial<Counts> {
  const { operation, input, status, answer, sentBytes } = request;
  if (operation.startsWith('Describe')) return {};
  const isRefused = status >= 400;
  if (isRefused && !answer.includes('ConditionalCheckFailed')) return {};
  switch (operation) {
    case 'GetItem':
    case 'Query':
    case 'Scan':
      return { tableReads: 1 };
    case 'BatchGetItem':
      return { tableReads: countIn(input) };
    case 'BatchWriteItem': {
      const tableWrites = countIn(input);
      return { tableWrites, tableBytes: sentBytes + tableWrites * STORED_EXTRA };
    }
    case 'DeleteItem':
      return { tableWrites: 1 };
    case 'PutItem':
    case 'UpdateItem':
      return { tableWrites: 1, tableBytes: isRefused ? 0 : sentBytes + STORED_EXTRA };
    default:
      throw new Error(`no rule for the price of ${operation}`);
  }
}

function countIn({ RequestItems = {} }: TableInput): number {
  return Object.values(RequestItems).reduce(
    (sum, part) => sum + ('Keys' in part ? part.Keys : part).length,
    0,
  );
}

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { StoreMap } from '../../domain/data-map';
import { TableDescriptions } from './dynamodb-table';

/** Less than it takes to delete an index and fill another of its name, which cannot be read meanwhile. */
const MAX_AGE_MS = 60_000;

/**
 * The tables as they were described at most a minute ago, for as long as the connector lives. A key or an
 * index that is gone makes DynamoDB refuse; one that is there shows what it was described to show.
 */
export class RecentDescriptions {
  #book: TableDescriptions;
  #since = performance.now();

  constructor(
    private readonly client: DynamoDBClient,
    private readonly store: StoreMap,
  ) {
    this.#book = new TableDescriptions(client, store);
  }

  get book(): TableDescriptions {
    return performance.now() - this.#since > MAX_AGE_MS ? this.renewed() : this.#book;
  }

  /** Has every table described anew. */
  renewed(): TableDescriptions {
    this.#since = performance.now();
    this.#book = new TableDescriptions(this.client, this.store);
    return this.#book;
  }
}

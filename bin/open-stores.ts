import type { PlaceOf } from '../functions/config/map/map-places';
import { type Connector, type LocatedPage, StoreError } from '../functions/connectors/connector';
import { gatherPages, locatedPages } from '../functions/connectors/located-pages';
import type { StoreFinding } from '../functions/domain/found-rows';
import type { StoreSearches } from '../functions/domain/locate-plan';
import type { StoreExamination } from '../functions/domain/store-examination';
import { CommandError } from './console';
import { faultText, storeFaultOf } from './fault-text';
import { MissingCredentialError } from './store-credentials';

/** A table that was not searched in a store that was, and why. */
export interface LeftOut {
  /** Empty where the store did not say which. */
  readonly collection: string;
  readonly words: string;
}

/**
 * The connectors of one preview, each opened, probed and examined once. A store that does not answer is not
 * asked again; a store that fails on one table is asked for the others.
 */
export class OpenStores {
  /** Why a store was not searched at all, by store id. */
  readonly failures = new Map<string, string>();
  /** What was not searched in a store that was. */
  readonly left = new Map<string, readonly LeftOut[]>();
  readonly examinations = new Map<string, StoreExamination>();
  private readonly connectors = new Map<string, Connector>();

  constructor(
    private readonly connect: (storeId: string) => Promise<Connector>,
    private readonly placeOf: PlaceOf,
  ) {}

  async ask(question: StoreSearches): Promise<StoreFinding | undefined> {
    const { storeId } = question;
    try {
      return await this.askAll(await this.connector(storeId), question);
    } catch (error) {
      this.failures.set(storeId, this.wordsFor(storeId, error));
      return undefined;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.connectors.values()].map((connector) => connector.close()));
  }

  private async askAll(connector: Connector, { storeId, searches }: StoreSearches): Promise<StoreFinding> {
    try {
      return { storeId, searches, ...(await allPages(connector, searches)) };
    } catch (error) {
      if (!isOfOneTable(error)) throw error;
    }
    const pages: LocatedPage[] = [];
    for (const collection of new Set(searches.map((search) => search.collection))) {
      const own = searches.filter((search) => search.collection === collection);
      const read = async () => [await allPages(connector, own)];
      pages.push(...(await this.tolerating(storeId, read, collection)));
    }
    return { storeId, searches, ...(await gatherPages(pages)) };
  }

  private async connector(storeId: string): Promise<Connector> {
    const known = this.connectors.get(storeId);
    if (known) return known;
    const connector = await this.connect(storeId);
    this.connectors.set(storeId, connector);
    await this.tolerating(storeId, async () => [await connector.probe()]);
    const [examined] = await this.tolerating(storeId, async () => [await connector.examine()]);
    if (examined) this.examinations.set(storeId, examined);
    return connector;
  }

  /** Notes a fault of one table, so that the others can still be searched. */
  private async tolerating<T>(
    storeId: string,
    work: () => Promise<readonly T[]>,
    collection?: string,
  ): Promise<readonly T[]> {
    try {
      return await work();
    } catch (error) {
      if (!isOfOneTable(error)) throw error;
      const { placeOf } = this;
      const fault = storeFaultOf(error, { storeId, placeOf, ...(collection ? { asked: collection } : {}) });
      this.leaveOut(storeId, { collection: fault.place.collection ?? '', words: faultText(fault) });
      return [];
    }
  }

  private leaveOut(storeId: string, left: LeftOut): void {
    const known = this.left.get(storeId) ?? [];
    if (!known.some(({ words }) => words === left.words)) this.left.set(storeId, [...known, left]);
  }

  private wordsFor(storeId: string, error: unknown): string {
    if (error instanceof StoreError)
      return faultText(storeFaultOf(error, { storeId, placeOf: this.placeOf }));
    if (error instanceof MissingCredentialError || error instanceof CommandError) return error.message;
    throw error;
  }
}

function isOfOneTable(error: unknown): error is StoreError {
  return error instanceof StoreError && error.kind !== 'no-answer';
}

function allPages(connector: Connector, searches: StoreSearches['searches']): Promise<LocatedPage> {
  return gatherPages(locatedPages((cursor) => connector.locate(searches, cursor)));
}

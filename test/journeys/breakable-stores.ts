import { type Connector, StoreUnavailableError } from '../../functions/connectors/connector';

/** Wraps the stores of a desk, so that a store does not answer while it is named in `down`. */
export function breakable(down: ReadonlySet<string>): (storeId: string, connector: Connector) => Connector {
  return (storeId, connector) => {
    const orDown = <T>(work: () => Promise<T>): Promise<T> =>
      down.has(storeId) ? Promise.reject(new StoreUnavailableError('it is down')) : work();
    return {
      probe: () => orDown(() => connector.probe()),
      describe: () => orDown(() => connector.describe()),
      examine: () => orDown(() => connector.examine()),
      rehearse: (instructions) => orDown(() => connector.rehearse(instructions)),
      match: (search, points) => connector.match(search, points),
      locate: (searches, cursor) => orDown(() => connector.locate(searches, cursor)),
      export: (rows) => connector.export(rows),
      erase: (instructions, bounds) => orDown(() => connector.erase(instructions, bounds)),
      confirmAbsent: (searches) => orDown(() => connector.confirmAbsent(searches)),
      correct: (corrections, look) => orDown(() => connector.correct(corrections, look)),
      optOut: (searches, right) => orDown(() => connector.optOut(searches, right)),
      close: () => connector.close(),
    };
  };
}

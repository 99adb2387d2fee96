import type { CollectionMap } from '../domain/data-map';
import type { SystemMap } from '../domain/system-map';
import { unstatedOf } from '../domain/unstated';
import { AboutUses } from './about-uses';
import { capitalised, kindsOfData } from './answer-words';
import { NotTold } from './not-told-note';

export interface AboutCollectionProps {
  readonly collection: CollectionMap;
  /** Systems of the map; those that use this collection are picked out. */
  readonly systems: readonly SystemMap[];
}

/** What Art. 15(1)-(2) GDPR requires about a collection: kinds, source, and all of its uses. */
export function AboutCollection({ collection, systems }: AboutCollectionProps) {
  const used = systems.filter((system) => collection.systemKeys.includes(system.key));
  const untold = unstatedOf(collection, systems);
  return (
    <dl class="about">
      <dt>What kind of data</dt>
      <dd>{capitalised(kindsOfData(collection).join(', '))}</dd>
      <dt>Where it comes from</dt>
      <dd>
        {collection.source}
        <NotTold untold={untold} of={['source']} />
      </dd>
      <AboutUses systems={used} untold={untold} collection={collection} />
    </dl>
  );
}

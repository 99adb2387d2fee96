import type { DataMap } from '../../../domain/data-map';
import type { SystemMap } from '../../../domain/system-map';
import { systemsWithoutStores } from '../../../domain/systems-without-stores';
import { unstatedBy, unstatedOf, unstatedText } from '../../../domain/unstated';
import { inSentence } from '../../../words/in-sentence';
import type { NotToldPart } from './decision-not-told';
import type { Preview } from './preview';

/** What the answer will say that it does not tell, for each collection with findings. */
export function notToldParts({ stores }: Preview, map: DataMap): NotToldPart[] {
  const { systems } = map;
  const tied = stores.flatMap(({ store, findings, answer }) => {
    const found = findings.filter((f) => f.given > 0 || f.withheldRecords.length > 0);
    const byHand = answer && answer.outcome !== 'nothing-held' ? store.collections : [];
    return [...found.map(({ collection }) => collection), ...byHand].flatMap((collection) => {
      const what = unstatedOf(collection, systems).map((one) => unstatedText[one]);
      return what.length > 0 ? [{ where: `${collection.title} in ${inSentence(store.title)}`, what }] : [];
    });
  });
  return [...tied, ...systemsWithoutStores(map).flatMap(notToldOf)];
}

/** Uses that no record is tied to are in the answer whatever was found. */
function notToldOf(system: SystemMap): NotToldPart[] {
  const what = unstatedBy([system]).map((one) => unstatedText[one]);
  return what.length > 0 ? [{ where: system.title, what }] : [];
}

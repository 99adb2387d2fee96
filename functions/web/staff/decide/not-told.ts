import type { SystemMap } from '../../../domain/data-map';
import { untoldOf, untoldWords } from '../../../domain/not-told';
import type { NotToldPart } from '../../../pages/staff/decision-not-told';
import { inSentence } from '../../../pages/words/in-sentence';
import type { Preview } from './preview-of';

/** What the answer will say to be not told, collection by collection, of what was found. */
export function notToldParts({ stores }: Preview, systems: readonly SystemMap[]): NotToldPart[] {
  return stores.flatMap(({ store, findings, answer }) => {
    const found = findings.filter((f) => f.given > 0 || f.withheldRecords.length > 0);
    const byHand = answer && answer.outcome !== 'nothing-held' ? store.collections : [];
    return [...found.map(({ collection }) => collection), ...byHand].flatMap((collection) => {
      const what = untoldOf(collection, systems).map((one) => untoldWords[one]);
      return what.length > 0 ? [{ where: `${collection.title} in ${inSentence(store.title)}`, what }] : [];
    });
  });
}

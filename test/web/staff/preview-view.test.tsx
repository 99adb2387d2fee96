import { tallyCollection } from '../../../functions/answer/collection-tally';
import { disclosureRules } from '../../../functions/answer/disclosure-rules';
import type { CollectionMap, StoreMap } from '../../../functions/domain/data-map';
import { PreviewView } from '../../../functions/web/staff/decide/preview-view';
import { grounds, map } from '../../answer/sample-answer';

const [shop] = map.stores as [StoreMap];
const [collection] = shop.collections as [CollectionMap];

function foldsWith(records: number): string[] {
  const decision = { withholdings: [], releases: [] };
  const tally = tallyCollection(disclosureRules({ storeId: 'shop', collection, decision, grounds }));
  for (let index = 0; index < records; index += 1) {
    tally.add({ collection: collection.name, key: { id: String(index) }, values: { id: index } });
  }
  const stores = [{ store: shop, findings: [tally.finding()], unreached: false }];
  const preview = { stores, decision, inPart: false };
  const html = String(<PreviewView preview={preview} systems={map.systems} filesAt="/files" />);
  return html.match(/<details[^>]*>/g) ?? [];
}

describe('what the person would get', () => {
  it('lies open while it is short', () => {
    expect(foldsWith(3)).toEqual(['<details open="">']);
  });

  it('is folded by kind of record when there is much of it, so that the decision is not a mile away', () => {
    expect(foldsWith(40)).toEqual(['<details>']);
  });
});

import { tallyCollection } from '../../../functions/documents/collection-tally';
import { disclosureRules } from '../../../functions/documents/disclosure-rules';
import type { CollectionMap, StoreMap } from '../../../functions/domain/data-map';
import { PreviewView } from '../../../functions/web/staff/decide/preview-view';
import { grounds, map } from '../../documents/sample-answer';

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
  const html = String(
    <PreviewView preview={preview} systems={map.systems} pageAt="/files" zone="Europe/Berlin" />,
  );
  return html.match(/<details[^>]*>/g) ?? [];
}

describe('what the person would get', () => {
  it('is unfolded while it is short', () => {
    expect(foldsWith(3)).toEqual(['<details open="">']);
  });

  it('is folded by kind of record when there is much of it, so that the decision is not far down the page', () => {
    expect(foldsWith(40)).toEqual(['<details>']);
  });
});

describe('what somebody would get who has not proven enough for the data itself', () => {
  it.each([
    ['not-proven', 'What goes out instead, if they prove enough in time'],
    ['wanted', 'The records behind it, which do not go out'],
  ] as const)('is the kinds alone, with the data folded below: %s', (only, folded) => {
    const decision = { withholdings: [], releases: [] };
    const tally = tallyCollection(disclosureRules({ storeId: 'shop', collection, decision, grounds }));
    const values = { [collection.fields[0]?.name ?? 'id']: 'CANARY' };
    tally.add({ collection: collection.name, key: { id: '1' }, values });
    const stores = [{ store: shop, findings: [tally.finding()], unreached: false }];
    const html = String(
      <PreviewView
        preview={{ stores, decision, inPart: false }}
        systems={map.systems}
        pageAt="/files"
        zone="Europe/Berlin"
        only={only}
      />,
    );
    const [kinds = '', details = ''] = html.split(/<summary>(?=What goes out|The records)/);

    expect(kinds).toContain('What kind of data');
    expect(kinds).not.toContain('CANARY');
    expect(details).toContain(folded);
    expect(details).toContain('CANARY');
    expect(html.indexOf('<details>')).toBeGreaterThan(0);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

import { lawsFor } from '../../functions/config/laws/law-library';
import { forbiddenKinds, type LawView } from '../../functions/domain/never-shown';
import { loadText } from '../config/map/written-map';
import { openedPackage } from './read-zip';
import { aPackage, chunks, facts, grounds } from './sample-answer';
import { textOf } from './text-of';

/** A bucket of files about which the map says this: for the collection, and for a field named file. */
function mapOf(collection: string, file: string) {
  return loadText(`
dataset:
  - fides_key: bucket
    name: Bucket
    rightsdesk_meta: { store: { kind: s3 }, source: you }
    collections:
      - name: scans
        ${collection === '' ? '' : `data_categories: [${collection}]`}
        rightsdesk_meta: { title: Scans, on_erasure: erase, physical: { bucket: b, format: objects, prefix: "scans/{number}/" } }
        fields:
          - { name: key, data_categories: [user.content], fides_meta: { primary_key: true } }
          - { name: number, data_categories: [user.unique_id], fides_meta: { identity: customer_number } }
          ${file === '' ? '' : `- { name: file, data_categories: [${file}] }`}
`);
}

const { regimes } = lawsFor(
  ['us-ca-ccpa', 'us-mn-mcdpa', 'us-mt-mcdpa', 'us-ct-ctdpa', 'eu-gdpr'],
  ['US-CA'],
);
const views = Object.fromEntries(
  Object.entries(regimes).map(([id, regime]): [string, LawView] => [
    id,
    { law: regime.shortName, article: 'x', binds: true, forbids: forbiddenKinds(regime, '2026-11-02') },
  ]),
);
const forbidding = Object.keys(views).filter((id) => (views[id]?.forbids.length ?? 0) > 0);

async function answerOf(map: ReturnType<typeof mapOf>, law: string, show = false) {
  const [store] = map.stores;
  const choice = { storeId: store?.storeId ?? '', collection: 'scans', field: 'file', as: 'show' as const };
  const opened = await openedPackage(
    aPackage({
      ...{ map, facts: { ...facts, california: { form: 'https://privacy.example.com' } } },
      ...{ manualAnswers: [], unreached: [], unread: [], otherRequests: [] },
      grounds: { ...grounds, laws: [views[law]].flatMap((view) => view ?? []) },
      decision: { withholdings: [], releases: [], choices: show ? [choice] : [] },
      async *records() {
        const file = { name: 'a.jpg', content: chunks(Buffer.from('IMG')) };
        yield { collection: 'scans', key: { key: 'a.jpg' }, values: { key: 'a.jpg', number: '7' }, file };
      },
    }),
  );
  const given = [...opened.entries.keys()].some((name) => name.startsWith('files/') && name.endsWith('.jpg'));
  return { given, page: textOf(opened.text('index.html')) };
}

describe('files whose contents the map does not describe', () => {
  it.each(forbidding)(
    'are named and withheld, without a guess at what they are, until staff release them: %s',
    async (law) => {
      const silent = await answerOf(mapOf('', ''), law);
      const chosen = await answerOf(mapOf('', ''), law, true);

      expect([silent.given, chosen.given]).toEqual([false, true]);
      expect(silent.page).toContain('The stored file: held in 1 record of “Scans”');
      expect(silent.page).not.toContain('We hold your');
      expect(silent.page).toContain('Not told in which category');
    },
  );

  it('are given if no law forbids showing anything', async () => {
    expect((await answerOf(mapOf('', ''), 'eu-gdpr')).given).toBe(true);
  });

  it.each([
    ['user.content', '', true, 0],
    ['', 'user.content', true, 0],
    ['', 'user.government_id.passport_number', false, 0],
    ['user.financial', 'user.content', false, 0],
    ['user', '', false, 1],
    ['', 'user', false, 1],
    ['', '', false, 1],
  ])(
    'are treated by the collection [%s] and a field named file [%s]',
    async (collection, file, given, asked) => {
      const map = mapOf(collection, file);
      const { notTold = [] } = map;

      expect((await answerOf(map, 'us-ca-ccpa')).given).toBe(given);
      expect(notTold.filter(({ problem }) => problem.includes('its files'))).toHaveLength(asked);
    },
  );
});

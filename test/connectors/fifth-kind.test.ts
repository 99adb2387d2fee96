/** @own-modules It enters a kind into tables that others read. */
import './fifth-kind/register-shelf';

import { deskJsonSchema } from '../../functions/config/desk/desk-json-schema';
import { parseDesk } from '../../functions/config/desk/parse-desk';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { openConnector } from '../../functions/connectors/open-connector';
import { kindDefinition } from '../../functions/connectors/store-kinds';
import { isSearchable } from '../../functions/domain/searchable';
import { deskWith } from '../config/desk/desk-text';
import { gapsOf, loadText, problemsOf } from '../config/map/written-map';

const aStore = (connection: Readonly<Record<string, string>>) => ({
  id: 'archive',
  title: 'The archive',
  kind: 'shelf',
  datasets: ['archive.yaml'],
  connection,
  backupsKept: 'P0D',
});

const aMap = (kind: string, physical: string) => `
dataset:
  - fides_key: archive
    rightsdesk_meta: { store: { kind: ${kind} }, source: from you, systems: [office] }
    collections:
      - name: cards
        rightsdesk_meta: { on_erasure: erase, physical: ${physical} }
        fields:
          - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
system:
  - fides_key: office
    privacy_declarations:
      - { data_categories: [user], data_use: essential.service, legal_basis_for_processing: Contract, retention_period: a year }
    rightsdesk_meta: { recipients: none, transfers: none, automated_decisions: none }
`;

describe('a kind of store that is added to the tables of kinds', () => {
  const map = loadText(aMap('shelf', '{ shelf: "7", labels: [email] }'));
  const [store] = map.stores;

  it('has its settings in the desk file, checked by its own rules', () => {
    const desk = (connection: Readonly<Record<string, string>>) =>
      parseDesk(deskWith(['stores', 1], aStore(connection)), 'rightsdesk.yaml').desk;

    expect(desk({ room: 'cellar' }).stores[1]?.connection).toEqual({ room: 'cellar' });
    expect(() => desk({})).toThrow('stores[1].connection.room: is missing');
    expect(() => desk({ room: '7' })).toThrow('is not the name of a room');
    expect(() => desk({ room: 'cellar', url: 'URL' })).toThrow('a shelf store has no url');
    expect(JSON.stringify(deskJsonSchema())).toContain('For shelf: the room.');
  });

  it('has its part of the data map, checked by its own rules', () => {
    expect(store?.collections[0]).toMatchObject({ physical: { shelf: '7' }, searchedBy: ['email'] });
    expect(problemsOf(aMap('postgres', '{ shelf: "7" }'))).toEqual([
      'dataset[archive].collections[cards]: has no shelf',
    ]);
  });

  it('says its gaps', () => {
    expect(gapsOf(map)).toEqual([]);
    expect(gapsOf(loadText(aMap('shelf', '{ labels: [email] }')))).toEqual([
      'dataset[archive].collections[cards]: does not say on which shelf',
    ]);
  });

  it('says what its function may do in AWS', () => {
    const account = { partition: 'aws', account: '1', region: 'eu-central-1' };

    expect(store && kindDefinition('shelf').permissions(store, { room: 'cellar' }, account)).toEqual([
      { actions: ['shelf:Open'], resources: ['arn:aws:shelf::1:cellar/7'] },
    ]);
  });

  it('is searched through its connector, by the fields that it can be asked by', async () => {
    const [cards] = store?.collections ?? [];
    if (!store || !cards) throw new Error('the map has no cards');
    const connector = openConnector(store, aStore({ room: 'cellar' }), {});

    const found = await locateEverything(connector, [
      { collection: 'cards', field: 'email', values: ['ada@example.com'] },
    ]);
    expect(found.rows.map(({ key }) => key)).toEqual([{ id: '1' }]);
    expect([isSearchable('shelf', cards, 'email'), isSearchable('shelf', cards, 'id')]).toEqual([
      true,
      false,
    ]);
  });
});

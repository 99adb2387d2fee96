import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { type MapUseOptions, useReadyMap } from '../../bin/commands/map-use';
import { type ConnectStore, connectStoreWith } from '../../bin/connect-store';
import { smallestDesk } from '../config/desk/desk-text';

/** The desk file of a shop whose only store is its database, in a folder of its own. */
export interface ShopDesk {
  /** The ready map of its software. */
  readonly ready: string;
  readonly config: string;
  /** The data map, as `map use` writes it. */
  readonly file: string;
  readonly connect: ConnectStore;
}

/** Writes a desk file that names a map, and no map yet. */
export function newDesk(ready: string, kind: string, url: string): ShopDesk {
  const folder = mkdtempSync(join(tmpdir(), 'ready-map-'));
  const config = join(folder, 'rightsdesk.yaml');
  const file = join(folder, 'datasets', `${ready}.yaml`);
  const desk = parseDocument(smallestDesk);
  const store = { id: 'shop', title: 'The shop', kind, connection: { url: 'SHOP_URL' }, backupsKept: 'P35D' };
  desk.setIn(['systems'], desk.createNode([`datasets/${ready}.yaml`]));
  desk.setIn(['stores'], desk.createNode([{ ...store, datasets: [`datasets/${ready}.yaml`] }]));
  writeFileSync(config, desk.toString());
  return { ready, config, file, connect: connectStoreWith({ SHOP_URL: url }) };
}

/** `map use` as somebody would call it. */
export async function useMap(
  { ready, config, connect }: ShopDesk,
  options: Partial<MapUseOptions> = {},
): Promise<string[]> {
  const { leftOut } = await useReadyMap(ready, { config, ...options }, connect);
  return [...leftOut];
}

/** The shop's own answers to what `map check` asks of every map. */
export function answerQuestions({ file }: ShopDesk): void {
  const map = parseDocument(readFileSync(file, 'utf8'));
  const host = {
    ...{ id: 'host', name: 'Sample Hosting Ltd', role: 'processor', contact: 'privacy@host.example' },
    ...{ purpose: 'Keeps the database', hosts: ['shop'] },
  };
  const answers = { recipients: [host], transfers: 'none', automated_decisions: 'none' };
  map.setIn(['system', 0, 'rightsdesk_meta'], map.createNode(answers));
  writeFileSync(file, map.toString({ lineWidth: 0 }));
}

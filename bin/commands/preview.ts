import type { Connector, LocatedPage } from '../../functions/connectors/connector';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import { loadDesk } from '../../functions/desk/load-desk';
import type { DataMap } from '../../functions/domain/data-map';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import {
  type Identities,
  planWave,
  type StoreFinding,
  type StoreSearches,
} from '../../functions/domain/locate-plan';
import type { Manifest } from '../../functions/domain/manifest';
import type { Right } from '../../functions/domain/rights';
import { todayIn } from '../clock-of';
import { connectStoreWith } from '../connect-store';
import { type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { manifestWords } from '../manifest-words';
import { refuseUnknownKinds } from '../option-values';
import { MissingCredentialError } from '../store-credentials';

export interface PreviewOptions {
  readonly right: Right;
  readonly identity: Identities;
  readonly config: string;
  readonly json?: true;
}

export interface PreviewInput {
  readonly map: DataMap;
  readonly right: Right;
  readonly identities: Identities;
  /** Plain date in the zone of the desk: a retention that has run out retains nothing. */
  readonly today: string;
  /** Called once a store that is asked. */
  readonly connect: (storeId: string) => Promise<Connector>;
}

export interface Preview {
  readonly manifest: Manifest;
  /** Why a store was not searched, by store id. */
  readonly unavailable: Readonly<Record<string, string>>;
}

export async function preview(options: PreviewOptions, console: Console): Promise<ExitCode> {
  const { desk, map } = loadDesk(options.config);
  refuseUnknownKinds(map, options.identity);
  const connect = connectStoreWith(console.env);
  const found = await previewManifest({
    map,
    right: options.right,
    identities: options.identity,
    today: todayIn(desk.zone, console.env),
    connect: async (storeId) => {
      const store = map.stores.find((candidate) => candidate.storeId === storeId);
      if (!store) throw new StoreUnavailableError(`the map has no store ${storeId}`);
      return connect(desk, store);
    },
  });
  if (options.json) printJson(console.stdout, found);
  else printLines(console.stdout, manifestWords(found, map));
  return Object.keys(found.unavailable).length === 0 ? exitCodes.done : exitCodes.foundProblems;
}

/** Searches wave by wave until nothing new turns up, and freezes what was found, as a request would. Reads only. */
export async function previewManifest(input: PreviewInput): Promise<Preview> {
  const open = new OpenStores(input.connect);
  try {
    const findings = await searchAll(input, open);
    const unavailable = Object.fromEntries(open.failures);
    const manifest = freezeManifest({
      map: input.map,
      right: input.right,
      version: 1,
      findings,
      identities: input.identities,
      unavailable: Object.keys(unavailable),
      today: input.today,
    });
    return { manifest, unavailable };
  } finally {
    await open.close();
  }
}

async function searchAll({ map, identities }: PreviewInput, open: OpenStores): Promise<StoreFinding[]> {
  const findings: StoreFinding[] = [];
  for (;;) {
    const wave = planWave(map, identities, findings, [...open.failures.keys()]);
    if (wave.length === 0) return findings;
    for (const question of wave) {
      const answer = await open.ask(question);
      if (answer) findings.push(answer);
    }
  }
}

/** The connectors of one preview: each opened and probed once; one that fails is not asked again. */
class OpenStores {
  readonly failures = new Map<string, string>();
  private readonly connectors = new Map<string, Connector>();

  constructor(private readonly connect: PreviewInput['connect']) {}

  async ask({ storeId, searches }: StoreSearches): Promise<StoreFinding | undefined> {
    try {
      const pages = await allPages(await this.connector(storeId), searches);
      return {
        storeId,
        searches,
        rows: pages.flatMap((page) => page.rows),
        unmapped: pages.flatMap((page) => page.unmapped),
      };
    } catch (error) {
      if (!(error instanceof StoreUnavailableError || error instanceof MissingCredentialError)) throw error;
      this.failures.set(storeId, error.message);
      return undefined;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.connectors.values()].map((connector) => connector.close()));
  }

  private async connector(storeId: string): Promise<Connector> {
    const known = this.connectors.get(storeId);
    if (known) return known;
    const connector = await this.connect(storeId);
    this.connectors.set(storeId, connector);
    await connector.probe();
    return connector;
  }
}

async function allPages(connector: Connector, searches: StoreSearches['searches']): Promise<LocatedPage[]> {
  const pages: LocatedPage[] = [];
  let cursor: string | undefined;
  do {
    const page = await connector.locate(searches, cursor);
    pages.push(page);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}

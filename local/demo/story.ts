import type { DeskWalk } from './desk-walk';
import type { Narrator } from './narrator';
import type { ShopLines } from './shop-lines';

/** What each story of the demo is given. */
export interface StoryTools {
  readonly walk: DeskWalk;
  readonly tell: Narrator;
  /** Reads the whole shop, not through the desk. */
  readonly shop: () => Promise<ShopLines>;
  /** Writes a file to the output folder. */
  readonly keep: (name: string, content: string | Buffer) => void;
}

/** Members of the sample shop's staff. */
export const staff = { decides: 'alma@example.com', looks: 'jonas@example.com', hears: 'office@example.com' };

import type { FirstMap } from '../functions/config/first-map/first-map';
import type { Console } from './console';

export async function interview(map: FirstMap, _console: Console): Promise<FirstMap> {
  return map;
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lawBookOf } from '../../functions/config/desk/law-book-of';
import { loadDesk } from '../../functions/config/desk/load-desk';
import type { DeskData } from '../../functions/domain/desk-deps';

/** The sample shop's desk file. */
export const sampleDeskFile = join(__dirname, '..', '..', 'rightsdesk.yaml');

/** Validates the desk file and writes the functions' copy of it, with the actual address of this run. */
export function readDesk(config: string | undefined, baseUrl: string, directory: string): DeskData {
  const { desk, map } = loadDesk(config ?? sampleDeskFile);
  const data: DeskData = { desk: { ...desk, baseUrl }, map, book: lawBookOf(desk) };
  writeFileSync(join(directory, 'desk.json'), JSON.stringify(data));
  return data;
}

import type { Random } from '../random';
import type { Shop } from '../shop';
import { placeOf, quoted } from '../sql-text';

/**
 * What the database does by itself: marks rows as deleted instead of deleting them, or copies them into an
 * unlisted history.
 */
export function triggers(shop: Shop, r: Random): void {
  const table = r.pick(shop.tables);
  if (table.parts || table.view) return;
  const place = placeOf(table);
  if (r.chance(0.5)) {
    table.after.push(
      `ALTER TABLE ${place} ADD COLUMN ${quoted(shop.name('deleted_at'))} timestamptz`,
      `CREATE OR REPLACE FUNCTION softly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE ${place} SET ${quoted(shop.name('deleted_at'))} = '2026-03-05' WHERE remark = OLD.remark; RETURN NULL; END $$`,
      `CREATE TRIGGER softly BEFORE DELETE ON ${place} FOR EACH ROW EXECUTE FUNCTION softly()`,
    );
    table.doubt ??= 'soft-delete-trigger';
    if (table.map) table.map.notes[shop.name('deleted_at')] = {};
    return;
  }
  table.after.push(
    'CREATE TABLE history (old_row text)',
    `CREATE OR REPLACE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO public.history VALUES (OLD::text); RETURN OLD; END $$`,
    `CREATE TRIGGER remember AFTER DELETE ON ${place} FOR EACH ROW EXECUTE FUNCTION remember()`,
  );
  table.doubt ??= 'history-trigger';
}

import { deskJsonSchema } from '../../functions/config/desk/desk-json-schema';
import { dataMapJsonSchema } from '../../functions/config/map/data-map-schema';

/** Files that people edit with the help of a JSON Schema, and where that schema is. */
export const schemaFiles = [
  { what: 'desk', file: 'rightsdesk.schema.json' },
  { what: 'map', file: 'functions/config/map/rightsdesk-meta.schema.json' },
] as const;

/** The JSON Schema of a file that people edit. */
export function jsonSchema(what: 'desk' | 'map'): Record<string, unknown> {
  return what === 'desk' ? deskJsonSchema() : dataMapJsonSchema();
}

import { deskJsonSchema } from '../../functions/config/desk/desk-json-schema';
import { dataMapJsonSchema } from '../../functions/config/map/data-map-schema';
import { vendorJsonSchema } from '../../functions/config/vendor/vendor-schema';

/** Files that people edit with the help of a JSON Schema, and where that schema is. */
export const schemaFiles = [
  { what: 'desk', file: 'rightsdesk.schema.json' },
  { what: 'map', file: 'functions/config/map/rightsdesk-meta.schema.json' },
  { what: 'vendor', file: 'functions/config/vendor/vendor.schema.json' },
] as const;

/** The JSON Schema of a file that people edit. */
export function jsonSchema(what: 'desk' | 'map' | 'vendor'): Record<string, unknown> {
  if (what === 'vendor') return vendorJsonSchema();
  return what === 'desk' ? deskJsonSchema() : dataMapJsonSchema();
}

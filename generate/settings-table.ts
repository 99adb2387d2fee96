import * as z from 'zod';
import { deskJsonSchema } from '../functions/config/desk/desk-json-schema';

const nodeShape = z.object({
  description: z.string().optional(),
  examples: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), nodeShape).optional();
  },
  get items() {
    return nodeShape.optional();
  },
});

type Node = z.output<typeof nodeShape>;

/** All settings of the desk file as a Markdown table, from the schema that checks it. */
export function settingsTable(): string {
  const rows = settingRows(nodeShape.parse(deskJsonSchema()), '');
  return ['| setting | needed | what it is | example |', '|---|---|---|---|', ...rows].join('\n');
}

function settingRows(group: Node, prefix: string): string[] {
  return Object.entries(group.properties ?? {}).flatMap(([key, node]) => {
    const path = `${prefix}${key}`;
    return [
      settingRow(path, node, group.required?.includes(key) ?? false),
      ...settingRows(...within(path, node)),
    ];
  });
}

/** `waits` holds `waits.linkLife`; `staff` is a list, so it holds `staff[].id`. */
function within(path: string, node: Node): [Node, string] {
  return node.items?.properties ? [node.items, `${path}[].`] : [node, `${path}.`];
}

function settingRow(path: string, node: Node, required: boolean): string {
  const isGroup = node.properties !== undefined || node.items?.properties !== undefined;
  const needed = required
    ? 'yes'
    : isGroup || node.default === undefined
      ? 'no'
      : `no; ${code(node.default)}`;
  const example = node.examples?.[0];
  return `| \`${path}\` | ${needed} | ${node.description ?? ''} | ${example === undefined ? '' : code(example)} |`;
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { FilledBlock, FilledText, Run } from './fill-text';
import type { EveryMail } from './mail-frame-facts';

/**
 * Mail programs drop stylesheets, so what matters is styled on each element; the sheet adds dark colours
 * where it is kept.
 */
const look = {
  body: 'margin:0;padding:0;background:#f6f6f2;color:#1b2422;font:16px/1.55 system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif',
  card: 'max-width:600px;background:#ffffff;border:1px solid #d9ddd6;border-radius:12px',
  inside: 'padding:28px 28px 20px;overflow-wrap:anywhere;word-break:break-word',
  name: 'font-weight:700;color:#0b5f57;font-size:16px;margin:0 0 18px',
  p: 'margin:0 0 14px',
  h: 'margin:24px 0 8px;font-size:18px;line-height:1.3',
  list: 'margin:0 0 14px;padding-left:22px',
  item: 'margin:0 0 6px',
  quote: 'margin:0 0 14px;padding:2px 0 2px 14px;border-left:3px solid #d9ddd6;white-space:pre-wrap',
  term: 'padding:3px 16px 3px 0;color:#55615d;vertical-align:top;text-align:left;font-weight:400;overflow-wrap:normal;word-break:normal',
  value: 'padding:3px 0;vertical-align:top',
  button:
    'display:inline-block;background:#0b5f57;color:#ffffff;font-weight:600;text-decoration:none;padding:12px 22px;border-radius:8px',
  link: 'color:#0b5f57;font-weight:600',
  code: 'margin:0 0 16px;font:700 28px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:6px',
  next: 'margin:24px 0 0;padding:14px 18px;background:#e6f0ed;border-radius:8px',
  foot: 'max-width:600px;padding:18px 28px 32px;color:#55615d;font-size:14px;line-height:1.5;text-align:left',
} as const;

const dark =
  '@media(prefers-color-scheme:dark){.b{background:#131917!important;color:#e8ece9!important}.c{background:#1b2321!important;border-color:#33403c!important}.n{background:#1f312d!important}.a{color:#7fd0c0!important}.s{color:#a7b3ae!important}.k{background:#7fd0c0!important;color:#0c1a17!important}.t{fill:#e8ece9}.t.s{fill:#a7b3ae}.t.o{fill:#0c1a17}.base{stroke:#33403c}.run{stroke:#7fd0c0}.dot{fill:#7fd0c0;stroke:#1b2321}.dot.ahead{fill:#1b2321;stroke:#7fd0c0}.t.o.ahead{fill:#7fd0c0}.end{fill:#e8ece9;stroke:#1b2321}}';

function Runs({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <>
      {runs.map((run) => {
        const lines = run.words.split('\n').map((line, at) => (at === 0 ? line : [<br />, line]));
        return run.bold ? <b>{lines}</b> : lines;
      })}
    </>
  );
}

type Row = Extract<FilledBlock, { kind: 'row' }>;
type Item = FilledBlock & { readonly kind: 'item' };

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <table role="presentation" cellpadding="0" cellspacing="0" border={0} style="margin:0 0 14px">
      {rows.map((row) => (
        <tr>
          <th class="s" scope="row" style={look.term}>
            {row.term}
          </th>
          <td style={look.value}>
            <Runs runs={row.runs} />
          </td>
        </tr>
      ))}
    </table>
  );
}

function Timeline({ block }: { readonly block: Extract<FilledBlock, { kind: 'timeline' }> }) {
  return (
    <div style="margin:0 0 14px">
      <div style="max-width:440px">{raw(block.timeline.svg)}</div>
      <ol style="margin:6px 0 0;padding-left:22px">
        {block.timeline.sentences.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ol>
    </div>
  );
}

function Items({ items }: { readonly items: readonly Item[] }) {
  return (
    <ul style={look.list}>
      {items.map((item) => (
        <li style={look.item}>
          <Runs runs={item.runs} />
        </li>
      ))}
    </ul>
  );
}

function Block({ block, first }: { readonly block: FilledBlock; readonly first: boolean }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h2 style={look.h}>
          <Runs runs={block.runs} />
        </h2>
      );
    case 'quote':
      return (
        <blockquote dir="auto" style={look.quote}>
          <Runs runs={block.runs} />
        </blockquote>
      );
    case 'button':
      return (
        <p style="margin:0 0 18px">
          <a class={first ? 'k' : 'a'} href={block.url} style={first ? look.button : look.link}>
            {block.label}
          </a>
        </p>
      );
    case 'code':
      return <p style={look.code}>{block.code}</p>;
    case 'timeline':
      return <Timeline block={block} />;
    default:
      return (
        <p style={look.p}>
          <Runs runs={block.runs} />
        </p>
      );
  }
}

/** Consecutive rows are one table, consecutive items one list. */
function Blocks({ blocks }: { readonly blocks: readonly FilledBlock[] }) {
  const parts: Child[] = [];
  const main = blocks.find((block) => block.kind === 'button');
  for (let at = 0; at < blocks.length; ) {
    const rows = run(blocks, at, isRow);
    const items = run(blocks, at, isItem);
    const block = blocks[at];
    if (rows.length > 0) parts.push(<Rows rows={rows} />);
    else if (items.length > 0) parts.push(<Items items={items} />);
    else if (block) parts.push(<Block block={block} first={block === main} />);
    at += Math.max(1, rows.length, items.length);
  }
  return <>{parts}</>;
}

const isRow = (block: FilledBlock): block is Row => block.kind === 'row';
const isItem = (block: FilledBlock): block is Item => block.kind === 'item';

/** The consecutive blocks of one kind, starting at index `at`. */
function run<B extends FilledBlock>(
  blocks: readonly FilledBlock[],
  at: number,
  is: (block: FilledBlock) => block is B,
): B[] {
  const found: B[] = [];
  for (const block of blocks.slice(at)) {
    if (!is(block)) break;
    found.push(block);
  }
  return found;
}

function Foot({ filled, mail }: { filled: FilledText; mail: EveryMail & { readonly reference?: string } }) {
  const { controller, reference, representatives = [] } = mail;
  return (
    <div class="s" style={look.foot}>
      <p style="margin:0 0 8px">
        Why you get this mail: <Runs runs={filled.why} />
      </p>
      <p style="margin:0">
        {controller.legalName}, {controller.address}
        <br />
        <a class="a" href={`mailto:${controller.contactEmail}`} style="color:#0b5f57">
          {controller.contactEmail}
        </a>
        {representatives.map(({ where, name, address, email }) => (
          <>
            <br />
            Our representative {where}: {name}, {address}, {email}
          </>
        ))}
        {reference && (
          <>
            <br />
            Reference: {reference}
          </>
        )}
      </p>
    </div>
  );
}

/** The HTML part: escaped by the template, with nothing to load and nothing that counts openings. */
export function mailHtml(filled: FilledText, mail: EveryMail & { readonly reference?: string }): string {
  const page = (
    <html lang={mail.language ?? 'en'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{filled.subject}</title>
        <style>{raw(dark)}</style>
      </head>
      <body class="b" style={look.body}>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
          <tr>
            <td align="center" style="padding:24px 12px 0">
              <table
                role="presentation"
                class="c"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                border={0}
                style={look.card}
              >
                <tr>
                  <td style={look.inside}>
                    <p class="a" style={look.name}>
                      {mail.controller.legalName}
                    </p>
                    <Blocks blocks={filled.blocks} />
                    <div class="n" style={look.next}>
                      <b>What happens next</b>
                      <br />
                      <Runs runs={filled.next} />
                    </div>
                  </td>
                </tr>
              </table>
              <Foot filled={filled} mail={mail} />
            </td>
          </tr>
        </table>
      </body>
    </html>
  );
  return `<!doctype html>${page.toString()}`;
}

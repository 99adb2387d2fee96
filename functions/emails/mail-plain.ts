import type { FilledBlock, FilledText, Run } from './fill-text';
import type { EveryMail } from './mail-frame-facts';

const WIDTH = 76;

const plain = (runs: readonly Run[]) => runs.map((run) => run.words).join('');

/** Breaks lines at spaces, never inside a word (an address stays whole). */
function wrap(text: string, indent = '', first = indent): string {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = lines.length === 0 ? first : indent;
    let empty = true;
    for (const word of paragraph.split(/ +/)) {
      if (!empty && line.length + word.length + 1 > WIDTH) {
        lines.push(line);
        line = indent;
        empty = true;
      }
      line += empty ? word : ` ${word}`;
      empty = false;
    }
    lines.push(line);
  }
  return lines.join('\n');
}

function blockText(block: FilledBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${plain(block.runs).toUpperCase()}\n`;
    case 'item':
      return wrap(plain(block.runs), '  ', '- ');
    case 'quote':
      return wrap(plain(block.runs), '> ');
    case 'row':
      return wrap(`${block.term}: ${plain(block.runs)}`, '  ', '');
    case 'button':
      return `${block.label}:\n${block.url}`;
    case 'code':
      return `    ${block.code}`;
    case 'timeline':
      return block.timeline.sentences.map((sentence, at) => wrap(sentence, '   ', `${at + 1}. `)).join('\n');
    default:
      return wrap(plain(block.runs));
  }
}

/** Whether two blocks belong together, without an empty line between them. */
function gap(before: FilledBlock | undefined, block: FilledBlock): string {
  if (!before) return '';
  if (before.kind === 'heading') return '\n';
  const together = before.kind === block.kind && (block.kind === 'item' || block.kind === 'row');
  return together ? '\n' : '\n\n';
}

/** The plain part of a mail, for every reader and every program: words, addresses in full, 76 columns. */
export function mailPlain(filled: FilledText, mail: EveryMail & { readonly reference?: string }): string {
  const { controller, reference, representatives = [] } = mail;
  const body = filled.blocks
    .map((block, at) => gap(filled.blocks[at - 1], block) + blockText(block))
    .join('');
  const foot = [
    wrap(`Why you get this mail: ${plain(filled.why)}`),
    `${controller.legalName}, ${controller.address}\n${controller.contactEmail}`,
    ...representatives.map(({ where, name, address, email }) =>
      wrap(`Our representative ${where}: ${name}, ${address}, ${email}`),
    ),
    reference ? `Reference: ${reference}` : '',
  ].filter(Boolean);
  return `${body}\n\nWHAT HAPPENS NEXT\n\n${wrap(plain(filled.next))}\n\n${'-'.repeat(WIDTH)}\n${foot.join('\n\n')}\n`;
}

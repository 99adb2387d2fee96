import { correction, generate } from 'lean-qr';

/** The quiet zone around the code, in modules: ISO/IEC 18004 requires four. */
const QUIET = 4;

/** Black on white, whatever the terminal's own colours are. */
const COLOURS = { begin: '\u001b[30;47m', end: '\u001b[0m' } as const;

/** A QR code for a terminal, two rows of modules per line. */
export function qrText(text: string): string[] {
  const code = generate(text, { minCorrectionLevel: correction.L });
  const span = Array.from({ length: code.size + 2 * QUIET }, (_, at) => at - QUIET);
  const isDark = (x: number, y: number) => code.get(x, y) === true;
  return span
    .filter((_, at) => at % 2 === 0)
    .map((y) => {
      const blocks = span.map((x) => block(isDark(x, y), isDark(x, y + 1))).join('');
      return `${COLOURS.begin}${blocks}${COLOURS.end}`;
    });
}

function block(upper: boolean, lower: boolean): string {
  if (upper && lower) return '█';
  return upper ? '▀' : lower ? '▄' : ' ';
}

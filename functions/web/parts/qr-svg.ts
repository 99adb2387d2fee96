import { correction, generate } from 'lean-qr';

/**
 * A QR code as inline SVG, without style attributes or anything to load. `text` is in the picture only, never
 * in the markup. `title` is what a screen reader says; it must be a fixed text of ours, because it is not
 * escaped.
 */
export function qrSvg(text: string, title: string): string {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const rows = Array.from({ length: code.size }, (_, at) => at);
  const path = rows
    .flatMap((y) => rows.filter((x) => code.get(x, y)).map((x) => `M${x + 4} ${y + 4}h1v1h-1z`))
    .join('');
  const box = code.size + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${box} ${box}" role="img" shape-rendering="crispEdges"><title>${title}</title><rect width="${box}" height="${box}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}

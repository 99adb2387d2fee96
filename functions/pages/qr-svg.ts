import qrcode from 'qrcode-generator';

/**
 * A QR code as inline SVG, without style attributes or anything to load. `text` is in the picture only, never in the markup; `title` is what a screen reader says.
 * `title` must be a fixed text of ours: it is not escaped.
 */
export function qrSvg(text: string, title: string): string {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const rows = Array.from({ length: size }, (_, at) => at);
  const path = rows
    .flatMap((y) => rows.filter((x) => code.isDark(y, x)).map((x) => `M${x + 4} ${y + 4}h1v1h-1z`))
    .join('');
  const box = size + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${box} ${box}" role="img" shape-rendering="crispEdges"><title>${title}</title><rect width="${box}" height="${box}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`;
}

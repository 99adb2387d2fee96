/** The text of a page as a reader sees it: without tags and styles, with single spaces. */
export function textOf(html: string): string {
  return html
    .replace(/<(style|head)[\s\S]*?<\/\1>/g, '')
    .replace(/<\/?(span|b|a|bdi|time|strong|code)\b[^>]*>/g, (tag) =>
      /detail|lines|article|away/.test(tag) ? ' ' : '',
    )
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

import type { LawNews, LawNewsReport } from '../functions/config/desk/law-news';

/** The news as text: what will change, what has changed, what is not in the data. */
export function lawNewsLines({ today, changed, coming, missing }: LawNewsReport): string[] {
  return [
    ...section(`Within a year from ${today}`, coming, 'Nothing that this project knows of changes.'),
    '',
    ...section(`Within the year before ${today}`, changed, 'Nothing that this project knows of changed.'),
    ...(missing.length > 0 ? ['', ...section('Known, but not in the data', missing, '')] : []),
    '',
    'The laws are as this version of the project has them: a newer one may know more.',
  ];
}

function section(title: string, news: readonly LawNews[], none: string): string[] {
  return [title, ...(news.length > 0 ? news.flatMap(lines) : [`  ${none}`])];
}

function lines({ from, about, words, source }: LawNews): string[] {
  const head = [...(from ? [from] : []), about].join('  ');
  return [
    `  ${head}`,
    `    ${/[.!?]$/.test(words) ? words : `${words}.`}`,
    ...(source ? [`    ${source.article} (${source.confidence}, checked on ${source.checked})`] : []),
    ...(source?.readAt || source?.link ? [`    ${source.readAt ?? source.link}`] : []),
  ];
}

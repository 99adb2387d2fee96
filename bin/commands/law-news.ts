import { lawNewsSources, lawNews as newsOf } from '../../functions/config/desk/law-news';
import { loadDesk } from '../../functions/config/desk/load-desk';
import { todayIn } from '../clock-of';
import { type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { lawNewsLines } from '../law-news-text';

/** `rightsdesk law news`: what changes in the law of this desk within a year of today, or of another day. */
export function lawNews(options: { config: string; date?: string; json?: true }, console: Console): ExitCode {
  const { desk } = loadDesk(options.config);
  const report = newsOf(desk, options.date ?? todayIn(desk.zone, console.env), lawNewsSources(desk));
  if (options.json) printJson(console.stdout, report);
  else printLines(console.stdout, lawNewsLines(report));
  return exitCodes.done;
}

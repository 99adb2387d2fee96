import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '../..');

export interface Document {
  /** Path from the root of the project. */
  readonly file: string;
  readonly text: string;
}

const skippedFolders = new Set(['node_modules', 'cdk.out', 'coverage', 'demo-output']);

/** Every Markdown file of the project, except the texts of the mails, which are not documentation. */
export function documents(): Document[] {
  return markdownIn('')
    .filter((file) => !/^texts\/\w\w\//.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => !name.startsWith('.') && !skippedFolders.has(name))
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(join(root, path)).isDirectory()) return markdownIn(path);
      return name.endsWith('.md') ? [path] : [];
    });
}

/** Targets of the links in a text, except those in code. */
export function linksIn(text: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, 'code');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => target ?? []);
}

/** Ids that GitHub gives to the headings of a page. */
export function anchorsIn(text: string): Set<string> {
  const headings = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/^#{1,6} (.+)$/gm)];
  return new Set(headings.map(([, words = '']) => anchorOf(words)));
}

function anchorOf(heading: string): string {
  const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return words.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
}

/** Everything written as code, in lines and in blocks: this is where commands are. */
export function codeIn(text: string): string {
  return [...text.matchAll(/```[^\n]*\n([\s\S]*?)```|`([^`\n]+)`|^ {4}(.+)$/gm)]
    .map(([, block, inline, indented]) => block ?? inline ?? indented ?? '')
    .join('\n');
}

import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { buildProgram } from '../bin/program';

export interface CommandLine {
  /** `map check` */
  readonly name: string;
  readonly summary: string;
}

/** Every command of `npx rightsdesk`, from its own help. */
export function commandLines(): CommandLine[] {
  const stream = new PassThrough();
  const nobody = { stdin: stream, stdout: stream, stderr: stream, env: {} };
  return linesOf(buildProgram(nobody, () => undefined));
}

function linesOf(command: Command, path = ''): CommandLine[] {
  return command.commands.flatMap((child) => {
    const name = `${path}${child.name()}`;
    return child.commands.length > 0
      ? linesOf(child, `${name} `)
      : [{ name, summary: child.summary() || child.description() }];
  });
}

export function commandTable(): string {
  const rows = commandLines().map(({ name, summary }) => `| \`npx rightsdesk ${name}\` | ${summary} |`);
  return ['| command | what it does |', '|---|---|', ...rows].join('\n');
}

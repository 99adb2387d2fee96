import { existsSync, readFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/**
 * Megabytes (of 1,024 kilobytes) that this process had in memory at the most. Linux counts what `getrusage`
 * says from before the program was loaded, with all that the parent had in memory then; the status of the
 * process does not.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html VmHWM
 */
export function peakMegabytes(): number {
  const [, kilobytes] = existsSync(STATUS)
    ? (/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8')) ?? [])
    : [];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1_024;
}

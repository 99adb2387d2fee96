import { existsSync, readFileSync } from 'node:fs';

/**
 * Where the local run writes down how to reach its stores and its register, relative to the current folder.
 */
export const localRunFile = '.rightsdesk/environment.json';

/**
 * The environment with the variables of the local run of this folder. Variables that are set win, and a named
 * register or AWS profile means another desk: then the local run is ignored.
 */
export function withLocalRun(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (env.REGISTER_TABLE || env.AWS_PROFILE || !existsSync(localRunFile)) return env;
  return { ...readVariables(), ...env };
}

function readVariables(): Record<string, string> {
  try {
    const written: unknown = JSON.parse(readFileSync(localRunFile, 'utf8'));
    const pairs = Object.entries(written ?? {});
    return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  } catch {
    return {};
  }
}

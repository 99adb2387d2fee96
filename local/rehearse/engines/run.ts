import { awsEnvironment } from '../cdk';
import { compareEngines } from './compare-engines';

/**
 * `npx tsx local/rehearse/engines/run.ts http://127.0.0.1:4566`: only the comparison, with an emulator that
 * is already running.
 */
async function main(endpoint = ''): Promise<void> {
  Object.assign(process.env, awsEnvironment(endpoint));
  const began = performance.now();
  try {
    console.log(await compareEngines({ endpoint }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`);
}

void main(process.argv[2]);

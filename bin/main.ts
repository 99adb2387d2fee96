import { exitCodes } from './console';
import { withLocalRun } from './local-run';
import { runCommandLine } from './program';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // EPIPE: the reader of a pipe, such as `head`, has gone.
  process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.couldNotRun);
});

// The AWS clients read the process's own environment. Their advice on Node versions is for developers, not
// for users of a command.
Object.assign(process.env, withLocalRun(process.env), {
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});

void runCommandLine(process.argv.slice(2), process).then((code) => {
  process.exitCode = code;
});

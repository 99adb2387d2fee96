'use strict';
const { chmodSync, mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * All that the suites write to the temporary folder goes into one of this run, which its end removes. Others
 * may pass through it, since PostgreSQL does not run as root.
 */
module.exports = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-tests-'));
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
};

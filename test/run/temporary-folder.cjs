'use strict';
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** All that the suites write to the temporary folder goes into one of this run, which its end removes. */
module.exports = async () => {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'rightsdesk-tests-'));
};

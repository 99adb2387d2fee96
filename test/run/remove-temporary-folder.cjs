'use strict';
const { rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { basename } = require('node:path');

module.exports = async () => {
  const folder = tmpdir();
  if (basename(folder).startsWith('rightsdesk-tests-')) rmSync(folder, { recursive: true, force: true });
};

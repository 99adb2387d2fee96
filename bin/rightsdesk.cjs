#!/usr/bin/env node
'use strict';
const { join } = require('node:path');

process.env.TSX_TSCONFIG_PATH ??= join(__dirname, '../tsconfig.json');
require('tsx/cjs');
require('./main.ts');

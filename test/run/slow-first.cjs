'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

/** Suites that take longest, most of them whole journeys. Jest knows that only after a first run. */
const SLOW =
  /\/test\/(journeys|databases)\/|\/(failing-timer-actions|interleavings|patterns|sample-shop|wrong-clock-sweep)\.test\./;

/** Begins with the slow suites, so that at the end no worker waits for one of them. */
module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const isSlow = ({ path }) => SLOW.test(path);
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
};

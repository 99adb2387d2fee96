/** Text of an attacker: markup, quotes, template characters, direction overrides, and far too much of it. */
export const MARK = 'i-am-markup';

const harmfulText = `"'><${MARK} onload=alert(1)><script>alert(1)</script>&lt;{{code}}{{#law}}`;

/** Characters that reorder or hide text. */
export const HIDDEN = ['\u202e', '\u2066', '\u0000', '\u0007'];

export const hostileText = harmfulText + HIDDEN.join('gpj.exe') + 'x'.repeat(1_000_000);

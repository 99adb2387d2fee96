/**
 * Three lists of 64 words: easy to read out, to spell and to tell apart. 64 divides the number of values of a
 * byte, so every word is equally likely. Changing a word changes no nickname that is stored in a log.
 */
export const nicknameWords: readonly (readonly string[])[] = [
  [
    ...['able', 'agile', 'brave', 'brief', 'bright', 'brisk', 'calm', 'careful'],
    ...['cheery', 'civil', 'clever', 'cosy', 'curious', 'daring', 'early', 'eager'],
    ...['easy', 'fair', 'famous', 'fine', 'fond', 'free', 'fresh', 'friendly'],
    ...['gentle', 'glad', 'good', 'grand', 'happy', 'hardy', 'honest', 'humble'],
    ...['jolly', 'keen', 'kind', 'large', 'lively', 'lofty', 'loyal', 'lucky'],
    ...['mellow', 'merry', 'mild', 'modest', 'neat', 'nimble', 'noble', 'patient'],
    ...['plain', 'polite', 'proud', 'quick', 'quiet', 'ready', 'rapid', 'simple'],
    ...['small', 'steady', 'sunny', 'swift', 'tidy', 'warm', 'wise', 'young'],
  ],
  [
    ...['amber', 'apricot', 'ashen', 'azure', 'beige', 'bronze', 'brown', 'chalky'],
    ...['cherry', 'cobalt', 'copper', 'coral', 'cream', 'crimson', 'dusky', 'ebony'],
    ...['emerald', 'frosty', 'ginger', 'golden', 'green', 'grey', 'hazel', 'indigo'],
    ...['iron', 'ivory', 'jade', 'lemon', 'lilac', 'lime', 'linen', 'maroon'],
    ...['marble', 'mauve', 'misty', 'navy', 'ochre', 'olive', 'opal', 'orange'],
    ...['pearly', 'pewter', 'pink', 'plum', 'purple', 'red', 'rosy', 'ruby'],
    ...['rusty', 'saffron', 'sandy', 'scarlet', 'silver', 'slate', 'snowy', 'spotted'],
    ...['striped', 'tawny', 'teal', 'umber', 'velvet', 'violet', 'white', 'yellow'],
  ],
  [
    ...['acorn', 'alder', 'anchor', 'apple', 'badger', 'basket', 'beacon', 'beech'],
    ...['birch', 'bridge', 'brook', 'candle', 'canyon', 'castle', 'cedar', 'clover'],
    ...['cricket', 'daisy', 'dolphin', 'eagle', 'elder', 'falcon', 'feather', 'fern'],
    ...['finch', 'garden', 'grove', 'harbour', 'heron', 'hedgehog', 'iris', 'island'],
    ...['jay', 'kettle', 'kite', 'lantern', 'lark', 'lizard', 'maple', 'meadow'],
    ...['mill', 'nettle', 'oak', 'orchard', 'otter', 'owl', 'pebble', 'pine'],
    ...['plover', 'poplar', 'quail', 'rabbit', 'river', 'robin', 'sail', 'sorrel'],
    ...['sparrow', 'swallow', 'thrush', 'tulip', 'walnut', 'willow', 'wren', 'yarrow'],
  ],
];

/** Products of the shop: name and price in cents. */
export const products: readonly (readonly [string, number])[] = [
  ['Reading lamp "Lesezeit", brass', 8900],
  ['Desk lamp "Werkstatt", black', 6450],
  ['Pendant "Halbmond", opal glass', 14900],
  ['Night light "Murmel"', 2490],
  ['Floor lamp "Birke", oak', 21900],
  ['Wall lamp "Treppe", white', 5400],
  ['Bulb E27, warm white, pack of 4', 1996],
  ['Bulb E14, dimmable', 790],
  ['Textile cable, red, 3 m', 1490],
  ['Dimmer "Leise"', 3490],
];

export const reviews: readonly (readonly [number, string, string])[] = [
  [
    5,
    'Exactly the light I wanted',
    'Warm, not too bright, and it does not hum. My reading chair is finally used again.',
  ],
  [
    4,
    'Lovely, but the cable is short',
    'Beautiful brass. I had to buy an extension because the cable ends half a metre too early.',
  ],
  [5, 'Survived the move', 'Third flat with this lamp. Spare parts were a mail away.'],
  [
    2,
    'Arrived with a crack',
    'The glass had a hairline crack. Exchange was quick, so two stars and not one.',
  ],
  [3, 'Fine', 'Does what it says. The box could be smaller.'],
  [
    5,
    'Für die Kinder',
    'Das Nachtlicht ist jede Nacht an. Danke, dass es auch nach zwei Jahren noch Ersatz gibt!',
  ],
  [4, 'Joli', 'Très belle lumière, livraison un peu longue.'],
  [1, 'Too dim for me', 'I asked for a refund and got it within a week. Still: too dim for a desk.'],
  [
    5,
    'A present for my mother',
    'She cried a little, then asked what the electricity costs. Next to nothing, it turns out.',
  ],
];

/** What a customer and the shop's assistant say to each other; `{product}` is filled in. */
export const chats: readonly (readonly (readonly ['customer' | 'assistant', string])[])[] = [
  [
    ['customer', 'Is the {product} dimmable?'],
    ['assistant', 'Yes, with a trailing-edge dimmer. The dimmer "Leise" fits.'],
    ['customer', 'Great, thank you!'],
  ],
  [
    ['customer', 'My parcel says delivered, but nothing is here.'],
    [
      'assistant',
      'I am sorry. The carrier notes that a neighbour took it in. Shall I ask them for the name?',
    ],
    ['customer', 'Yes please, I am home after six.'],
  ],
  [
    ['customer', 'I get headaches from flickering light. Which one is flicker-free?'],
    ['assistant', 'The {product} has a driver without visible flicker; I can send you the measurements.'],
  ],
  [
    ['customer', 'Kann ich die Lampe auch an der Decke befestigen?'],
    ['assistant', 'Die {product} leider nicht, dafür gibt es die Pendelleuchte "Halbmond".'],
    ['customer', 'Schade, dann überlege ich noch.'],
  ],
  [
    ['customer', 'Why was I refused to pay by invoice?'],
    [
      'assistant',
      'The limit for paying later is worked out automatically from earlier payments. You may ask a person to look at it again.',
    ],
  ],
];

export const giftMessages: readonly string[] = [
  'For Oma Irma, with love from all of us',
  'Happy birthday, Jonathan! Light for your new desk.',
  'To Sabine, who always reads in the dark',
];

export const neighbours: readonly string[] = [
  'neighbour Mrs Albrecht, 2nd floor',
  'neighbour R. Petersen',
  'kiosk Sahin',
];

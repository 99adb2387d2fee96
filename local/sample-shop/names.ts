/** First and last names of invented people: as written, and as in their mail addresses. */
export const firstNames: readonly (readonly [string, string])[] = pairs(`
  Aylin Amara Anouk Béatrice:beatrice Björn:bjoern Carlos Chiara Chinedu Dilan Dorota Elif Emeka Émile:emile Esra Farid Fatou
  Femi Freya Gabriela Giulia Goran Hamza Hana Hanneke Henryk Ida Ifeoma Igor Imani Ioana Ivana Jakub Jin Joana João:joao Kamil
  Karin Katarína:katarina Keiko Kwame Layla Leon Linh Lucía:lucia Mads Magdalena Malik Marek Mei Mila Mirjam Nadia Naledi Nikolai
  Noor Olga Omar Oskar Paula Priya Rafael Ravi Renate Rosa Ruth Sami Sanne Selin Sibel Sofia Sunniva Tamar Thảo:thao Tomáš:tomas
  Ulrike Valentina Vikram Wanjiru Xenia Yara Yusuf Zahra Željko:zeljko Zofia
`);

export const lastNames: readonly (readonly [string, string])[] = pairs(`
  Achterberg Adeyemi Ahmadi Andersson Arslan Ávila:avila Bakker Bauer Becker Bianchi Çelik:celik Chukwu Costa Dąbrowska:dabrowska
  Demir Dlamini Dubois Eriksen Ferreira Fischer García:garcia Ghosh Haas Hansen Hassan Hoffmann Horvat Huang Iversen Jansen Kaya
  Keller Kim Klein Kovács:kovacs Krüger:krueger Kowalski Lang Lê:le Lindqvist Lombardi Maier Mbeki Mensah Moreau Müller:mueller
  Nakamura Ndiaye Neumann Nguyễn:nguyen Novák:novak Okafor Okonkwo Oliveira Özdemir:oezdemir Papadopoulos Park Patel Pereira
  Petrović:petrovic Popescu Quist Rahimi Rossi Sánchez:sanchez Santos Schäfer:schaefer Schneider Sharma Silva Sørensen:soerensen
  Şahin:sahin Tanaka Thompson Tóth:toth Traoré:traore Ulrich Varga Vermeulen Vogt Wagner Weiß:weiss Wójcik:wojcik Yamamoto Zhang Zimmermann
`);

export const streets: readonly string[] = [
  'Akazienweg',
  'Alte Gasse',
  'Am Kanal',
  'Birkenallee',
  'Dorfstraße',
  'Eichenring',
  'Fichtestraße',
  'Gartenweg',
  'Hafenstraße',
  'Kastanienallee',
  'Kirchplatz',
  'Lindenstraße',
  'Marktgasse',
  'Mühlenweg',
  'Parkstraße',
  'Rosengasse',
  'Schillerstraße',
  'Seeufer',
  'Uhlandstraße',
  'Weinbergstraße',
];

export const cities: readonly (readonly [string, string, string])[] = [
  ['10115', 'Berlin', 'DE'],
  ['12043', 'Berlin', 'DE'],
  ['13353', 'Berlin', 'DE'],
  ['20095', 'Hamburg', 'DE'],
  ['50667', 'Köln', 'DE'],
  ['80331', 'München', 'DE'],
  ['04109', 'Leipzig', 'DE'],
  ['99084', 'Erfurt', 'DE'],
  ['1010', 'Wien', 'AT'],
  ['8001', 'Zürich', 'CH'],
  ['1012 AB', 'Amsterdam', 'NL'],
  ['M1 1AE', 'Manchester', 'GB'],
  ['94103', 'San Francisco', 'US'],
];

function pairs(words: string): readonly (readonly [string, string])[] {
  return words
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [written = '', ascii = written.toLowerCase()] = word.split(':');
      return [written, ascii] as const;
    });
}

/** Cyrillic and Greek letters that look like Latin ones → those. */
export const LOOKALIKE: ReadonlyMap<string, string> = new Map(
  [...'аеорсухіјѕһԁԛԝвкмнтАЕОРСУХІЈЅНВКМТҮԌαοινρκυτΑΒΕΖΗΙΚΜΝΟΡΤΥΧ'].map((c, i) => [
    c,
    'aeopcyxijshdqwbkmhtAEOPCYXIJSHBKMTYGaoivpkutABEZHIKMNOPTYX'.charAt(i),
  ]),
);

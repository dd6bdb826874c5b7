import { decodeNames } from './character-names.ts';

/** Puts characters in the place of the entities of HTML, all of which Markdown knows as well. */
export class Entities {
  #source: string;
  #named: ReadonlyMap<string, string> | undefined;

  /** The source that all texts to decode come from. */
  constructor(source: string) {
    this.#source = source;
  }

  decode(text: string): string {
    return text.replace(entity, (whole, decimal?: string, hexadecimal?: string) => {
      if (decimal !== undefined) return character(Number(decimal));
      if (hexadecimal !== undefined) return character(Number.parseInt(hexadecimal, 16));
      this.#named ??= namesIn(this.#source);
      return this.#named.get(whole) ?? whole;
    });
  }
}

/** https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references */
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|[a-z][a-z\d]*);/gi;

function character(code: number): string {
  const isNone = code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff);
  return isNone ? '\ufffd' : String.fromCodePoint(code);
}

function namesIn(source: string): Map<string, string> {
  const names = [...new Set(source.match(entity))].filter((name) => name[1] !== '#');
  const characters = decodeNames(names);
  return new Map(names.map((name, i) => [name, characters[i]!]));
}

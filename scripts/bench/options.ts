// What a bench can be asked for at the command line: less than its default for a quick try, or more.

export interface Options {
  /** How often the contestants take turns. */
  readonly rounds?: number;
  /** The sizes of the shops that are held against each other; the first is what the others are held against. */
  readonly customers?: readonly number[];
  /** How many texts each contestant gets while its memory is looked at. */
  readonly texts?: number;
}

// What a bench can be asked for at the command line: less than its default for a quick try, or more.

export interface Options {
  /** How often the contestants take turns. */
  readonly rounds?: number;
  /** How many texts each contestant gets while its memory is looked at. */
  readonly texts?: number;
}

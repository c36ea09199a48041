// A poster: the sheet as it prints, and around it on the screen the choice of paper, language and QR code.

import type { Language } from "../../../src/conversation/language.ts";
import { Page } from "../shared/layout.tsx";
import { posterPaths } from "./addresses.ts";
import { type ToolWords, toolWords } from "./tool-words.ts";
import { type PosterCode, type PosterFacts, posterWords } from "./words.ts";

export type PosterSize = "a4" | "letter" | "card";
export type PosterLanguage = Language | "both";

export interface PosterChoice {
  readonly size: PosterSize;
  readonly language: PosterLanguage;
  readonly code: PosterCode;
}

export interface PosterView extends PosterChoice {
  readonly slug: string;
  /** The shop's: of two it comes first, and what stands around the sheet is in it. */
  readonly first: Language;
  readonly accent: string;
  /** In each language: rewards and units have names in both. */
  readonly facts: Readonly<Record<Language, PosterFacts>>;
  readonly qr: { readonly size: number; readonly path: string };
  /** The earn code is only for the shop's own people. */
  readonly codes: readonly PosterCode[];
}

const SIZES: readonly PosterSize[] = ["a4", "letter", "card"];
/** A longer name is set smaller. */
const SHORT_NAME_MAX = 24;
const LANGUAGES: readonly PosterLanguage[] = ["fr", "en", "both"];

const posterHref = (slug: string, { size, language, code }: PosterChoice): string =>
  `${posterPaths.poster(slug)}?${new URLSearchParams({ size, lang: language, qr: code })}`;

export function PosterPage(view: PosterView) {
  const { first, language, accent, facts, size } = view;
  const around = language === "both" ? first : language;
  const words = toolWords[around];
  return (
    <Page
      language={around}
      title={words.title(facts[around].shop)}
      page="poster"
      accent={accent}
      stylesheet="poster"
      script="poster"
    >
      <Tools view={view} words={words} />
      <main class={`sheet sheet-${size}`} aria-label={words.poster}>
        <Sheet view={view} picture={words.picture[view.code]} />
      </main>
    </Page>
  );
}

function Tools({ view, words }: { view: PosterView; words: ToolWords }) {
  const { slug, size, language, code, codes } = view;
  const choice = { size, language, code };
  const drawn = new URLSearchParams({ qr: code });
  return (
    <nav class="poster-tools" aria-label={words.tools}>
      <p>{words.lead}</p>
      <Choice
        label={words.code}
        names={words.codes}
        all={codes}
        chosen={code}
        hrefOf={(code) => posterHref(slug, { ...choice, code })}
      />
      <Choice
        label={words.size}
        names={words.sizes}
        all={SIZES}
        chosen={size}
        hrefOf={(size) => posterHref(slug, { ...choice, size })}
      />
      <Choice
        label={words.language}
        names={words.languages}
        all={LANGUAGES}
        chosen={language}
        hrefOf={(language) => posterHref(slug, { ...choice, language })}
      />
      <p class="poster-files">
        <button type="button" class="button" data-print hidden>
          {words.print}
        </button>
        <a href={`${posterPaths.qrSvg(slug)}?${drawn}`} download>
          {words.download("SVG")}
        </a>
        <a href={`${posterPaths.qrPng(slug)}?${drawn}`} download>
          {words.download("PNG")}
        </a>
      </p>
    </nav>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly names: Readonly<Record<T, string>>;
  readonly all: readonly T[];
  readonly chosen: T;
  readonly hrefOf: (value: T) => string;
}

const Choice = <T extends string>({ label, names, all, chosen, hrefOf }: ChoiceProps<T>) => (
  <div class="poster-choice">
    <span>{label}</span>
    <ul>
      {all.map((value) => (
        <li>
          <a href={hrefOf(value)} aria-current={value === chosen ? "true" : undefined}>
            {names[value]}
          </a>
        </li>
      ))}
    </ul>
  </div>
);

function Sheet({ view, picture }: { view: PosterView; picture: string }) {
  const { first, language, code, facts, qr } = view;
  const { shop } = facts[first];
  const second = first === "fr" ? "en" : "fr";
  const languages: readonly Language[] = language === "both" ? [first, second] : [language];
  return (
    <>
      <h1 class={`sheet-shop ${shop.length > SHORT_NAME_MAX ? "sheet-shop-long" : ""}`}>{shop}</h1>
      <div class={`sheet-say ${languages.length > 1 ? "sheet-say-both" : ""}`}>
        {languages.map((each) => (
          <p lang={each}>
            <strong>{posterWords[each].say[code](facts[each])}</strong>{" "}
            <span>{posterWords[each].promise(facts[each])}</span>
          </p>
        ))}
      </div>
      <svg
        class="sheet-qr"
        role="img"
        aria-label={picture}
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        shape-rendering="crispEdges"
      >
        <path class="sheet-qr-paper" d={`M0 0h${qr.size}v${qr.size}H0z`} />
        <path d={qr.path} />
      </svg>
      <div class="sheet-scan">
        {languages.map((each) => (
          <p lang={each}>{posterWords[each].scan[code]}</p>
        ))}
      </div>
      <div class="sheet-print">
        {languages.map((each) => (
          <p lang={each}>{posterWords[each].smallPrint[code](facts[each])}</p>
        ))}
      </div>
    </>
  );
}

/** Reads SQL text as far as the protocol needs: where statements end, of what kind each is, which parameters it has. */

import { StatementError } from "./errors.ts";

type Kind = "read" | "insert" | "change" | "schema" | "begin" | "transaction" | "pragma" | "explain";

export type Statement = {
  text: string;
  kind: Kind;
  /** One entry a parameter: its name with the prefix, or null for a bare `?` and for a number that is skipped. */
  parameters: (string | null)[];
};

// One token each; spaces and comments are matched so that what lies inside them is never taken for a token.
const TOKEN =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<text>'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?)|(?<parameter>\?\d*|[:@$][\w$\u0080-\uffff]+)|(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(?<end>;)|[\s\S]/gu;

/** Splits a text into its statements. A trigger ends where an END follows a semicolon, as in SQLite's own shell. */
export function parse(sql: string): Statement[] {
  const statements: Statement[] = [];
  let draft = new Draft();
  let start = 0;
  for (const match of sql.matchAll(TOKEN)) {
    const { space, word, parameter, end } = match.groups ?? {};
    if (space !== undefined) continue;
    if (draft.isEmpty && end === undefined) start = match.index;
    if (end !== undefined && draft.endsHere()) {
      if (!draft.isEmpty) statements.push(draft.finish(sql.slice(start, match.index)));
      draft = new Draft();
    } else {
      draft.take(match[0], word?.toUpperCase(), parameter);
    }
  }
  if (!draft.isEmpty) statements.push(draft.finish(sql.slice(start)));
  return statements;
}

/** The statement of a text that must hold exactly one. */
export function parseOne(sql: string): Statement {
  const [first, second] = parse(sql);
  if (first === undefined) {
    throw new StatementError("SQL_NO_STATEMENT", "SQL string does not contain any statement");
  }
  if (second !== undefined) {
    throw new StatementError("SQL_MANY_STATEMENTS", "SQL string contains more than one statement");
  }
  return first;
}

class Draft {
  #words: string[] = [];
  #verbs: string[] = [];
  #depth = 0;
  #last = "";
  #beforeLast = "";
  #parameters: (string | null)[] = [];

  get isEmpty(): boolean {
    return this.#last === "";
  }

  take(token: string, word: string | undefined, parameter: string | undefined): void {
    this.#beforeLast = this.#last;
    this.#last = word ?? token;
    if (token === "(") this.#depth++;
    if (token === ")") this.#depth--;
    if (word !== undefined) {
      if (this.#words.length < WORDS_LOOKED_AT) this.#words.push(word);
      if (this.#depth === 0 && VERBS.has(word)) this.#verbs.push(word);
    }
    if (parameter !== undefined) this.#addParameter(parameter);
  }

  endsHere(): boolean {
    return !this.#isTrigger() || (this.#last === "END" && this.#beforeLast === ";");
  }

  finish(text: string): Statement {
    return { text, kind: this.#kind(text), parameters: this.#parameters };
  }

  #isTrigger(): boolean {
    const words = this.#words[0] === "EXPLAIN" ? this.#words.filter((word) => !EXPLAINING.has(word)) : this.#words;
    return words[0] === "CREATE" && (words[1] === "TRIGGER" || words[2] === "TRIGGER");
  }

  #addParameter(parameter: string): void {
    if (parameter === "?") {
      this.#parameters.push(null);
    } else if (parameter.startsWith("?")) {
      const index = Number(parameter.slice(1));
      if (index < 1 || index > PARAMETERS_MAX) return; // the engine says what is wrong with it
      while (this.#parameters.length < index) this.#parameters.push(null);
      this.#parameters[index - 1] = parameter;
    } else if (!this.#parameters.includes(parameter)) {
      this.#parameters.push(parameter);
    }
  }

  // What the real server refuses is refused here too, so that nothing works on a laptop only.
  #kind(text: string): Kind {
    const [first = "", second = "", third = ""] = this.#words;
    switch (first) {
      case "SELECT":
      case "VALUES":
        return "read";
      case "INSERT":
      case "REPLACE":
        return "insert";
      case "UPDATE":
      case "DELETE":
        return "change";
      case "WITH":
        return this.#kindAfterWith();
      case "BEGIN":
        return "begin";
      case "COMMIT":
      case "END":
      case "ROLLBACK":
      case "SAVEPOINT":
      case "RELEASE":
        return "transaction";
      case "EXPLAIN":
        return "explain";
      case "DROP":
      case "ALTER":
      case "REINDEX":
        return "schema";
      case "CREATE":
        if (second !== "TEMP" && second !== "TEMPORARY") return "schema";
        break;
      case "PRAGMA": {
        const name = (SCHEMAS.has(second) ? third : second).toLowerCase();
        const isQuestion = !text.includes("=") && !text.includes("(");
        if (PRAGMAS.has(name) || (isQuestion && PRAGMAS_ASKED.has(name))) return "pragma";
        break;
      }
      case "ANALYZE":
      case "ATTACH":
      case "DETACH":
      case "VACUUM":
        break;
      default:
        return "read"; // no statement begins so: the engine names the error
    }
    throw new StatementError("SQL_PARSE_ERROR", `SQL string could not be parsed: unsupported statement: ${text}`);
  }

  #kindAfterWith(): Kind {
    const verb = this.#verbs[0];
    if (verb === "INSERT" || verb === "REPLACE") return "insert";
    return verb === "UPDATE" || verb === "DELETE" ? "change" : "read";
  }
}

const WORDS_LOOKED_AT = 6;
const PARAMETERS_MAX = 32_766;
const VERBS = new Set(["SELECT", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE"]);
const EXPLAINING = new Set(["EXPLAIN", "QUERY", "PLAN"]);
const SCHEMAS = new Set(["MAIN", "TEMP"]);

/** Pragmas that the real server takes with and without a value. */
const PRAGMAS = new Set([
  ...["table_list", "index_list", "table_info", "table_xinfo", "index_info", "index_xinfo", "pragma_list"],
  ...["compile_options", "database_list", "function_list", "module_list", "encoding"],
  ...["defer_foreign_keys", "foreign_keys", "foreign_key_list", "foreign_key_check", "collation_list"],
  ...["data_version", "freelist_count", "integrity_check", "legacy_file_format", "page_count", "quick_check"],
  ...["stats", "user_version"],
]);

/** Pragmas that it only answers: setting them would change how the data is kept. */
const PRAGMAS_ASKED = new Set([
  ...["analysis_limit", "application_id", "auto_vacuum", "automatic_index", "busy_timeout", "cache_size"],
  ...["cache_spill", "cell_size_check", "checkpoint_fullfsync", "fullfsync", "hard_heap_limit", "journal_mode"],
  ...["journal_size_limit", "legacy_alter_table", "locking_mode", "max_page_count", "mmap_size", "page_size"],
  ...["query_only", "read_uncommitted", "recursive_triggers", "reverse_unordered_selects", "secure_delete"],
  ...["schema_version", "soft_heap_limit", "synchronous", "temp_store", "threads", "trusted_schema"],
  "wal_autocheckpoint",
]);

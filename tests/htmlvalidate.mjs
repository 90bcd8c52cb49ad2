// Stays up for a whole test run: a page as one JSON line in, its faults as one JSON line out.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const here = new URL(".", import.meta.url);
const require = createRequire(new URL("../static/package.json", here));
const { HtmlValidate, StaticConfigLoader } = require("html-validate");
const rules = JSON.parse(readFileSync(new URL("htmlvalidate.json", here), "utf8"));

// The rules and what is known of each element are put together for the first page, not for each.
class Once extends StaticConfigLoader {
  getConfigFor(...asked) {
    this.found ??= super.getConfigFor(...asked);
    return this.found;
  }
}
const checker = new HtmlValidate(new Once({ root: true, ...rules }));

for await (const line of createInterface({ input: process.stdin })) {
  const report = checker.validateStringSync(JSON.parse(line));
  const faults = report.results.flatMap((result) =>
    result.messages.map((m) => `${m.line}:${m.column} ${m.message} (${m.ruleId})`),
  );
  process.stdout.write(JSON.stringify(faults) + "\n");
}

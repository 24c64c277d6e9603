// run.mjs DATA OUT FROM TO [--untagged]: Typst's own engine sets clients FROM..TO in one process. Fonts
// and the document are read once; memory of earlier clients is let go as its own command line does.
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { mkdirSync, writeFileSync } from "node:fs";

const [data, out, from, to, ...flags] = process.argv.slice(2);
const workspace = new URL(".", import.meta.url).pathname;
const fonts = "/usr/share/fonts/truetype";
const compiler = NodeCompiler.create({
  workspace: "/",
  fontArgs: [{ fontPaths: [`${fonts}/bizud-gothic`, `${fonts}/bizud-mincho`, `${fonts}/dejavu`] }],
});
mkdirSync(out, { recursive: true });
for (let client = Number(from); client <= Number(to); client++) {
  const name = String(client).padStart(5, "0");
  const source = { mainFilePath: `${workspace}handout.typ`, inputs: { data: `${data}/${name}.json` } };
  const options = flags.includes("--untagged") ? { pdfTags: false } : {};
  writeFileSync(`${out}/${name}.pdf`, compiler.pdf(source, options));
  compiler.evictCache(10);
}

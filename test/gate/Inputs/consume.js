// node consume.js gitlab SCHEMA FILE | junit FILE: what a consumer makes of it,
// as JSON.
const fs = require("fs");

const [kind, ...files] = process.argv.slice(2);
const text = fs.readFileSync(files.at(-1), "utf8");
if (kind === "gitlab") {
  const Ajv = require("ajv").default;
  const validate = new Ajv({allErrors: true}).compile(
      JSON.parse(fs.readFileSync(files[0], "utf8")));
  if (!validate(JSON.parse(text))) {
    console.log(JSON.stringify(validate.errors, null, 1));
    process.exit(1);
  }
} else {
  const {parse} = require("junit2json");
  parse(text).then((result) => console.log(JSON.stringify(result, null, 1)));
}

// node validate.js SCHEMA DOCUMENT: exit code 0 if the document fits.
const fs = require("fs");
const Ajv = require("ajv");

const [schema, document] = process.argv.slice(2).map(
    (file) => JSON.parse(fs.readFileSync(file, "utf8")));
// The schema is of draft 4, which names schemas by "id".
const ajv = new Ajv({allErrors: true, schemaId: "auto"});
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
if (!ajv.validate(schema, document)) {
  console.log(ajv.errorsText(ajv.errors, {separator: "\n"}));
  process.exit(1);
}

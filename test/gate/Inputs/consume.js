// node consume.js FILE: what a reader of JUnit makes of it, as JSON.
const fs = require("fs");
const {parse} = require("junit2json");

parse(fs.readFileSync(process.argv[2], "utf8"))
    .then((result) => console.log(JSON.stringify(result, null, 1)));

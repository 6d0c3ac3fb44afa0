export const id = 503;
export const ids = [503];
export const modules = {

/***/ 2503:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var _github_log_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3403);
/* harmony import */ var _github_report_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7008);
/* harmony import */ var _steps_environment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9281);
/* harmony import */ var _steps_metadata_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1820);





const { env: variables } = process;
const { signal } = new AbortController();
const temp = variables.RUNNER_TEMP || (0,node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)();
try {
    await (0,_steps_metadata_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOnly */ ._)((0,_steps_environment_js__WEBPACK_IMPORTED_MODULE_2__/* .environmentOf */ .p)({ variables, directory: process.cwd(), temp, signal }));
}
catch (error) {
    (0,_github_report_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .reportErrors */ .u)(error, _github_log_js__WEBPACK_IMPORTED_MODULE_1__/* .log */ .R);
    process.exitCode = 1;
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 1820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _: () => (/* binding */ nameOnly)
});

// EXTERNAL MODULE: ./build/github/input.js
var input = __webpack_require__(7614);
// EXTERNAL MODULE: ./build/github/inputs.js + 6 modules
var github_inputs = __webpack_require__(8449);
// EXTERNAL MODULE: ./build/github/outputs.js
var github_outputs = __webpack_require__(1224);
// EXTERNAL MODULE: ./build/github/repository.js + 7 modules
var repository = __webpack_require__(6669);
// EXTERNAL MODULE: ./build/input-error.js
var input_error = __webpack_require__(3587);
// EXTERNAL MODULE: ./build/tags/names.js + 14 modules
var tags_names = __webpack_require__(9096);
// EXTERNAL MODULE: ./build/tags/naming.js + 1 modules
var tags_naming = __webpack_require__(3760);
;// CONCATENATED MODULE: ./build/tags/needs-ref.js
/** Expressions that depend on the event's branch or tag. */
const expression = /\{\{[^}]*\b(?:branch|tag|base_ref|is_default_branch|is_not_default_branch)\b/;
/** The first line that depends on the event's branch or tag; undefined if none does. */
function lineThatNeedsRef({ rules, flavor, labels, annotations }) {
    const rule = rules.find((each) => each.enable !== 'false' && (readsRef(each) || expression.test(each.line)));
    return rule?.line ?? [flavor.prefix, flavor.suffix, ...labels, ...annotations].find((line) => expression.test(line));
}
function readsRef(rule) {
    switch (rule.type) {
        case 'ref':
        case 'edge':
            return true;
        case 'semver':
        case 'pep440':
        case 'match':
            return rule.value === '';
        default:
            return false;
    }
}

// EXTERNAL MODULE: ./build/tags/output-variable.js
var output_variable = __webpack_require__(7580);
// EXTERNAL MODULE: ./build/tags/outputs.js
var tags_outputs = __webpack_require__(7886);
// EXTERNAL MODULE: ./build/steps/bake-files.js
var bake_files = __webpack_require__(5445);
;// CONCATENATED MODULE: ./build/steps/metadata.js











/** Names images for the user's own builder, as docker/metadata-action does: names only, no build. */
async function nameOnly(environment) {
    const { variables, log, temp } = environment;
    const inputs = await (0,input/* readInputs */.Ko)(github_inputs/* metadataInputs */.HD, variables);
    const naming = (0,tags_naming/* parseNaming */.m)({ ...inputs, shortShaLength: variables.DOCKER_METADATA_SHORT_SHA_LENGTH });
    const isExported = (0,output_variable/* parseSetOutputEnv */.C)(variables.DOCKER_METADATA_SET_OUTPUT_ENV);
    const { facts, lookups } = await (0,repository/* readFacts */.M)(environment, { context: inputs.context, token: inputs.githubToken });
    if (inputs.context === 'git' && facts.event.ref.name === '')
        checkWithoutRef(naming);
    const names = await (0,tags_names/* nameImages */.E)(naming, facts, lookups);
    const { texts, bakeFiles } = (0,tags_outputs/* formatOutputs */.AH)(names, {
        tagSeparator: inputs.sepTags,
        labelSeparator: inputs.sepLabels,
        annotationSeparator: inputs.sepAnnotations,
        annotationLevels: variables.DOCKER_METADATA_ANNOTATIONS_LEVELS,
        bakeTarget: inputs.bakeTarget,
    });
    const outputs = { ...texts, ...(await (0,bake_files/* writeBakeFiles */.A)(bakeFiles, temp)) };
    (0,github_outputs/* writeOutputs */.Kn)(outputs, variables);
    if (isExported)
        (0,github_outputs/* exportOutputs */.VP)(outputs, variables);
    await log.group('Tags', async () => logLines(texts.tags, environment));
    await log.group('Labels', async () => logLines(texts.labels, environment));
    logRemarks(names, environment);
}
/** A bare commit has names too, but not those derived from a branch or tag. */
function checkWithoutRef(naming) {
    const line = lineThatNeedsRef(naming);
    if (line === undefined)
        return;
    const problem = `no checked-out branch or tag contains HEAD, but this rule needs one: ${line}`;
    throw new input_error/* InputError */.d('context', `${problem}. Set 'fetch-depth: 0' or 'ref' in actions/checkout`);
}
function logLines(text, { log }) {
    for (const line of text.split('\n'))
        log.info(line);
}
function logRemarks({ withheld, warnings }, { log }) {
    for (const { tag, reason } of withheld)
        log.notice(`Tag '${tag}' is not moved: ${reason}`);
    for (const warning of warnings)
        log.warning(warning);
}


/***/ })

};
